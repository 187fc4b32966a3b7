using System.Reactive.Concurrency;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Internal;

/// <summary>Saves cursors and receipt times a moment after they changed, many at a time, and everything at shutdown.</summary>
internal sealed class LazySaver(EngineServices services)
{
    static readonly TimeSpan Delay = TimeSpan.FromSeconds(1);

    readonly object _lock = new();
    HashSet<Conversation> _dirty = [];
    IDisposable? _timer;
    bool _stopped;

    public void Note(Conversation conversation)
    {
        lock (_lock)
        {
            if (!_dirty.Add(conversation) || _timer is not null || _stopped)
                return;
            _timer = services.Clock.Scheduler.Schedule(Delay, () => { _ = SaveAsync(); });
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

    public async Task SaveAsync()
    {
        HashSet<Conversation> dirty;
        lock (_lock)
        {
            dirty = _dirty;
            _dirty = [];
            _timer?.Dispose();
            _timer = null;
        }
        services.InFlight.Begin();
        try
        {
            foreach (var write in dirty.Select(SaveAsync).ToList())
                await write.ConfigureAwait(false);
        }
        finally
        {
            services.InFlight.End();
        }
    }

    async Task SaveAsync(Conversation conversation)
    {
        try
        {
            await conversation.Gate.EnterAsync().ConfigureAwait(false);
            Task write;
            try
            {
                write = conversation.Positions.SaveAsync();
            }
            finally
            {
                conversation.Gate.Leave();
            }
            await write.ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            services.Log.LogError(exception, "The cursors of conversation {Conversation} could not be saved. It is tried again.", conversation.Id);
            Note(conversation);
        }
    }
}
