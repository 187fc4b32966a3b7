using System.Reactive.Concurrency;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Runtime.Internal;

/// <summary>Saves cursors and receipt times a moment after they changed, many at a time, and everything at shutdown.</summary>
internal sealed class LazySaver(EngineClock clock, InFlight inFlight, ILogger log)
{
    static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    readonly object _lock = new();
    readonly List<Task> _saving = [];
    HashSet<ILazilySaved> _dirty = [];
    IDisposable? _timer;
    bool _stopped;

    public void Note(ILazilySaved conversation)
    {
        lock (_lock)
        {
            if (!_dirty.Add(conversation) || _timer is not null || _stopped)
                return;
            _timer = clock.Scheduler.Schedule(Delay, () => { _ = SaveAsync(); });
        }
    }

    /// <summary>Ends the delays; saving still works.</summary>
    public void Stop()
    {
        lock (_lock)
        {
            _stopped = true;
            _timer?.Dispose();
            _timer = null;
        }
    }

    /// <summary>Saves what is not saved yet. It completes when that is done, and when what others have begun to save is done too.</summary>
    public async Task SaveAsync()
    {
        List<Task> before;
        HashSet<ILazilySaved> dirty;
        var saved = new TaskCompletionSource();
        lock (_lock)
        {
            before = [.. _saving];
            _saving.Add(saved.Task);
            (dirty, _dirty) = (_dirty, []);
            _timer?.Dispose();
            _timer = null;
        }
        inFlight.Begin();
        try
        {
            foreach (var write in dirty.Select(SaveAsync).ToList())
                await write.ConfigureAwait(false);
        }
        finally
        {
            inFlight.End();
            lock (_lock)
                _saving.Remove(saved.Task);
            saved.SetResult();
        }
        await Task.WhenAll(before).ConfigureAwait(false);
    }

    async Task SaveAsync(ILazilySaved conversation)
    {
        try
        {
            await conversation.SaveAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            log.LogNotSaved(exception, conversation.Id);
            Note(conversation);
        }
    }
}
