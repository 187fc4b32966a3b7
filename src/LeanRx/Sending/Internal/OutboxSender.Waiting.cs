using System.Reactive.Disposables;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Sending.Internal;

/// <summary>
/// What the server refused for a reason that passes waits here, and what is said later in the same conversation waits behind it; after a pause it goes out
/// again, with the same token. What is awaited waits as long as for a connection, what was left behind as long as it takes. A pause goes on while the
/// connection is gone; when it is back, what has paused long enough goes out at once.
/// </summary>
internal sealed partial class OutboxSender
{
    readonly Dictionary<string, OutboxLane> _lanes = new(StringComparer.Ordinal);
    long _dispatched;
    bool _isLost;

    ConversationSlot SlotOf(OutboxSend send) => conversations.Slot(send.Frame.ConversationId!);

    /// <summary>The store has it: it goes out now, or behind those that wait.</summary>
    void Dispatch(OutboxSend send)
    {
        bool waits;
        lock (_lock)
        {
            if (!_lanes.TryGetValue(send.Frame.ConversationId!, out var lane))
                _lanes.Add(send.Frame.ConversationId!, lane = new OutboxLane());
            (send.Lane, send.Order) = (lane, ++_dispatched);
            // Once the client is closed the session refuses it, and it stays.
            waits = _refusal is null && (lane.Waiting.Count > 0 || lane.IsReleasing || !lane.IsFree(_isLost));
            if (waits)
                lane.Waiting.Add(send.Order, send);
            else
                lane.UnderWay++;
        }
        if (waits)
            BeginWait(send);
        else
            Execute(send, send.Frame);
    }

    void Execute(OutboxSend send, DirectFrame frame) =>
        _ = CountAsync(() => FinishAsync(send, sends.SendAsync(SlotOf(send), frame, send.CancellationToken)));

    /// <summary>The server refused it for a reason that passes.</summary>
    void Wait(OutboxSend send, ServerRejectedException refusal)
    {
        var lane = send.Lane!;
        TimeSpan? pause;
        SingleAssignmentDisposable? timer;
        lock (_lock)
        {
            pause = lane.OnRefused(refusal);
            timer = lane.Timer;
            lane.UnderWay--;
            lane.Waiting.Add(send.Order, send);
        }
        if (pause is { } wait)
            timer!.Disposable = Options.Scheduler.ScheduleOrFallback((outbox: this, lane, timer), wait, static it => it.outbox.EndPause(it.lane, it.timer!));
        BeginWait(send);
    }

    void EndPause(OutboxLane lane, SingleAssignmentDisposable timer)
    {
        lock (_lock)
        {
            if (lane.Timer != timer)
                return;
            lane.OnPaused();
        }
        Release(lane);
    }

    /// <summary>Lets go what may go out.</summary>
    void Release(OutboxLane lane)
    {
        lock (_lock)
        {
            if (lane.IsReleasing || lane.Waiting.Count == 0)
                return;
            lane.IsReleasing = true;
        }
        while (true)
        {
            OutboxSend send;
            lock (_lock)
            {
                if (lane.Waiting.Count == 0 || !lane.IsFree(_isLost))
                {
                    lane.IsReleasing = false;
                    return;
                }
                send = lane.Waiting.Values.First();
                lane.Waiting.Remove(send.Order);
                lane.UnderWay++;
            }
            EndWait(send);
            Execute(send, send.Frame with { SerialId = null, PeerId = null });
        }
    }

    /// <summary>What waits is not under way: nobody who must know what became of the sends under way waits for it.</summary>
    void BeginWait(OutboxSend send)
    {
        journal.Pause(send.Frame);
        if (send.Stage == OutboxStage.Out)
        {
            sends.OnEnded(SlotOf(send), isAnswered: true);
            SetPatience(send);
        }
        // What was to end it may have come while it was under way.
        EndIfOver(send);
    }

    void EndWait(OutboxSend send)
    {
        journal.Begin(send.Frame);
        if (send.Stage == OutboxStage.Out)
            SlotOf(send).Sends.Begin();
    }

    /// <summary>Its time begins when it waits for the first time.</summary>
    void SetPatience(OutboxSend send)
    {
        if (send.HasWaited)
            return;
        send.HasWaited = true;
        SetTimer(send, send.WaitWatch, OnOverdue);
        if (send.CancellationToken.CanBeCanceled)
            send.WaitWatch.Add(send.CancellationToken.Register(() => EndIfOver(send)));
    }

    void OnOverdue(OutboxSend send)
    {
        lock (_lock)
            send.IsOverdue = true;
        EndIfOver(send);
    }

    /// <summary>Ends a send that waits where there is nothing to wait for any more; one that is under way ends by itself.</summary>
    void EndIfOver(OutboxSend send)
    {
        Exception cause;
        lock (_lock)
        {
            if (send.CancellationToken.IsCancellationRequested)
                cause = new OperationCanceledException(send.CancellationToken);
            else if (_refusal is not null)
                cause = _refusal;
            else if (send.IsOverdue)
                cause = send.Lane!.LastRefusal!;
            else
                return;
            if (!send.Lane!.Waiting.Remove(send.Order))
                return;
            DropIfIdle(send);
        }
        EndWait(send);
        Fail(send, cause);
        send.WaitWatch.Dispose();
        if (!IsKept(send, cause))
            _ = CountAsync(() => ForgetAsync(send));
    }

    /// <summary>One that was under way has ended for good.</summary>
    void OnEnded(OutboxSend send)
    {
        lock (_lock)
        {
            send.Lane!.OnEnded();
            DropIfIdle(send);
        }
        send.WaitWatch.Dispose();
        Release(send.Lane);
    }

    /// <summary>A conversation in which nothing waits or is under way begins anew.</summary>
    void DropIfIdle(OutboxSend send)
    {
        if (!send.Lane!.IsIdle)
            return;
        send.Lane.Timer?.Dispose();
        _lanes.Remove(send.Frame.ConversationId!);
    }

    /// <summary>The connection is gone: what waits waits here, so that its time ends it with what the server said.</summary>
    public void OnLost()
    {
        lock (_lock)
            _isLost = true;
    }

    void ReleaseAll()
    {
        OutboxLane[] lanes;
        lock (_lock)
            lanes = [.. _lanes.Values];
        foreach (var lane in lanes)
            Release(lane);
    }

    /// <summary>The client is being closed: what waits stays in the store.</summary>
    void EndWaits()
    {
        OutboxSend[] waiting;
        lock (_lock)
            waiting = [.. _lanes.Values.SelectMany(static lane => lane.Waiting.Values)];
        foreach (var send in waiting)
            EndIfOver(send);
    }
}
