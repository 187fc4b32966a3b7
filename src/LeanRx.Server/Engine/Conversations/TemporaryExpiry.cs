using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Server.Internal;

/// <summary>Deletes temporary conversations when their time is over. One that this engine did not make goes when somebody next asks for it.</summary>
internal sealed class TemporaryExpiry(EngineServices services) : IDisposable
{
    readonly HashSet<IDisposable> _timers = [];

    public void Watch(Application app, string conversationId, long end)
    {
        var timer = new SingleAssignmentDisposable();
        lock (_timers)
            _timers.Add(timer);
        timer.Disposable = services.Clock.Scheduler.Schedule(TimeSpan.FromMilliseconds(Math.Max(0, end - services.Clock.Now)), () =>
        {
            lock (_timers)
                _timers.Remove(timer);
            _ = DeleteAsync(app, conversationId);
        });
    }

    public void Dispose()
    {
        List<IDisposable> timers;
        lock (_timers)
            timers = [.. _timers];
        timers.ForEach(timer => timer.Dispose());
    }

    async Task DeleteAsync(Application app, string conversationId)
    {
        services.InFlight.Begin();
        try
        {
            // Looking it up deletes it.
            using var hold = await app.Conversations.TryEnterAsync(conversationId).ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            services.Log.LogFault(exception, "deleting a temporary conversation");
        }
        finally
        {
            services.InFlight.End();
        }
    }
}
