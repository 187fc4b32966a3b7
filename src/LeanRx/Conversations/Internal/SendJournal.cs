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
    readonly LinkedList<RunningSend> _awaited = new();
    readonly List<SendFollower> _followers = [];
    long _number;

    /// <summary>A send begins, or one that was begun before goes on.</summary>
    public void Begin(DirectFrame frame)
    {
        if (frame is not { DeduplicationToken: { Length: > 0 } token } || frame.IsTransient == true || frame.IsWill == true)
            return;
        var now = scheduler.Now;
        List<SendFollower>? followers;
        lock (_lock)
        {
            var told = _running.TryGetValue(token, out var known) ? known with { IsUnderWay = true } : new SendEvent(frame, now, ++_number, IsUnderWay: true);
            _running[token] = told;
            followers = Enqueue(told);
        }
        Post(followers);
    }

    /// <summary>The server refused it for a while: it waits, and the server does not have it.</summary>
    public void Pause(DirectFrame frame)
    {
        List<SendFollower>? followers;
        lock (_lock)
        {
            if (Find(frame) is not { } known)
                return;
            var told = known with { IsUnderWay = false };
            _running[frame.DeduplicationToken!] = told;
            followers = Enqueue(told);
        }
        Post(followers);
    }

    public void Succeed(DirectFrame frame, MessageAck ack) => End(frame, ack, null);

    public void Fail(DirectFrame frame, Exception cause) => End(frame, null, cause);

    void End(DirectFrame frame, MessageAck? ack, Exception? cause)
    {
        List<SendFollower>? followers;
        lock (_lock)
        {
            if (Find(frame) is not { } known)
                return;
            _running.Remove(frame.DeduplicationToken!);
            // Most sends are followed by nobody.
            if (_followers.Count == 0)
                return;
            followers = Enqueue(known with { Ack = ack, Failure = cause });
        }
        Post(followers);
    }

    /// <summary>A send begins that ends with its call.</summary>
    public void Begin(RunningSend send, string conversationId)
    {
        send.At = scheduler.Now;
        send.ConversationId = conversationId;
        List<SendFollower>? followers;
        lock (_lock)
        {
            send.Number = ++_number;
            _awaited.AddLast(send.Node);
            followers = _followers.Count == 0 ? null : Enqueue(send.Begun());
        }
        Post(followers);
    }

    /// <summary>A send has ended that ends with its call.</summary>
    public void End(RunningSend send, MessageAck? ack, Exception? cause)
    {
        List<SendFollower>? followers;
        lock (_lock)
        {
            _awaited.Remove(send.Node);
            followers = _followers.Count == 0 ? null : Enqueue(send.Begun() with { Ack = ack, Failure = cause });
        }
        Post(followers);
    }

    SendEvent? Find(DirectFrame frame) => frame.DeduplicationToken is { } token && _running.TryGetValue(token, out var known) ? known : null;

    /// <summary>The sends of a conversation that have not ended, in their order, then what becomes of them.</summary>
    /// <param name="take">Called on the delivery queue.</param>
    public IDisposable Follow(string conversationId, Action<SendEvent> take)
    {
        var follower = new SendFollower(this, conversationId, take);
        lock (_lock)
        {
            foreach (var running in _running.Values.Where(running => running.Frame.ConversationId == conversationId)
                .Concat(_awaited.Where(send => send.ConversationId == conversationId).Select(static send => send.Begun()))
                .OrderBy(static running => running.Number))
                follower.Events.Enqueue(running);
            _followers.Add(follower);
        }
        deliveries.PostControl(follower, null);
        return follower;
    }

    /// <summary>Leaves what is told to those who follow that conversation. Null for nobody.</summary>
    List<SendFollower>? Enqueue(SendEvent told)
    {
        List<SendFollower>? followers = null;
        foreach (var follower in _followers)
        {
            if (follower.ConversationId != told.Frame.ConversationId)
                continue;
            follower.Events.Enqueue(told);
            (followers ??= []).Add(follower);
        }
        return followers;
    }

    void Post(List<SendFollower>? followers)
    {
        if (followers is null)
            return;
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
