using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Conversations.Internal;

/// <summary>
/// The sends of this client that have not ended, for those who show them from the instant of the call: those that are awaited, and those that wait in the
/// outbox, of an earlier process too. From any thread.
/// </summary>
internal sealed class SendJournal(DeliveryQueue deliveries, IScheduler scheduler)
{
    readonly object _lock = new();
    readonly Dictionary<string, SendEvent> _running = new(StringComparer.Ordinal);
    readonly List<SendFollower> _followers = [];
    long _number;

    /// <summary>A send begins, or one that was begun before goes on.</summary>
    public void Begin(DirectFrame frame)
    {
        if (frame is not { DeduplicationToken: { Length: > 0 } token } || frame.IsTransient == true || frame.IsWill == true)
            return;
        var now = scheduler.Now;
        Tell(token, known => known is null ? new SendEvent(frame, now, ++_number, IsUnderWay: true) : known with { IsUnderWay = true });
    }

    /// <summary>The server refused it for a while: it waits, and the server does not have it.</summary>
    public void Pause(DirectFrame frame) => Tell(frame.DeduplicationToken, static known => known is null ? null : known with { IsUnderWay = false });

    public void Succeed(DirectFrame frame, AckFrame ack) => Tell(frame.DeduplicationToken, known => known is null ? null : known with { Ack = ack });

    public void Fail(DirectFrame frame, Exception cause) => Tell(frame.DeduplicationToken, known => known is null ? null : known with { Failure = cause });

    /// <summary>The sends of a conversation that have not ended, in their order, then what becomes of them.</summary>
    /// <param name="take">Called on the delivery queue.</param>
    public IDisposable Follow(string conversationId, Action<SendEvent> take)
    {
        var follower = new SendFollower(this, conversationId, take);
        lock (_lock)
        {
            foreach (var running in _running.Values.Where(running => running.Frame.ConversationId == conversationId).OrderBy(static running => running.Number))
                follower.Events.Enqueue(running);
            _followers.Add(follower);
        }
        deliveries.PostControl(follower, null);
        return follower;
    }

    void Tell(string? token, Func<SendEvent?, SendEvent?> change)
    {
        if (token is null)
            return;
        List<SendFollower> followers = [];
        lock (_lock)
        {
            if (change(_running.TryGetValue(token, out var known) ? known : null) is not { } told)
                return;
            if (told is { Ack: null, Failure: null })
                _running[token] = told;
            else
                _running.Remove(token);
            foreach (var follower in _followers)
            {
                if (follower.ConversationId != told.Frame.ConversationId)
                    continue;
                follower.Events.Enqueue(told);
                followers.Add(follower);
            }
        }
        foreach (var follower in followers)
            deliveries.PostControl(follower, null);
    }

    sealed class SendFollower(SendJournal journal, string conversationId, Action<SendEvent> take) : IDeliveryTarget, IDisposable
    {
        public string ConversationId { get; } = conversationId;

        /// <summary>Guarded by the journal, so that they come in the order in which they happened.</summary>
        public Queue<SendEvent> Events { get; } = new();

        public void Dispose()
        {
            lock (journal._lock)
                journal._followers.Remove(this);
        }

        void IDeliveryTarget.Deliver(object? item)
        {
            while (true)
            {
                SendEvent next;
                lock (journal._lock)
                {
                    if (Events.Count == 0)
                        return;
                    next = Events.Dequeue();
                }
                take(next);
            }
        }
    }
}
