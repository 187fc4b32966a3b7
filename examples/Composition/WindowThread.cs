using System.Collections.Concurrent;

namespace Composition;

/// <summary>The thread of a user interface, as each framework has one: it takes what is posted to it, one after the other.</summary>
sealed class WindowThread : SynchronizationContext, IDisposable
{
    readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _posted = [];
    readonly Thread _thread;

    public WindowThread()
    {
        _thread = new Thread(Run) { IsBackground = true };
        _thread.Start();
    }

    public int Id => _thread.ManagedThreadId;

    public override void Post(SendOrPostCallback d, object? state) => _posted.Add((d, state));

    /// <summary>Runs what the application does in its window, awaits included.</summary>
    public async Task RunAsync(Func<Task> work)
    {
        var ended = new TaskCompletionSource<Task>(TaskCreationOptions.RunContinuationsAsynchronously);
        Post(_ => ended.SetResult(work()), null);
        await await ended.Task;
    }

    void Run()
    {
        SetSynchronizationContext(this);
        foreach (var (call, state) in _posted.GetConsumingEnumerable())
            call(state);
    }

    public void Dispose() => _posted.CompleteAdding();
}
