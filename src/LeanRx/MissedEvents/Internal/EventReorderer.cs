using LeanRx.Events.Internal;
using LeanRx.Protocol;

namespace LeanRx.MissedEvents.Internal;

/// <summary>
/// Puts what the server pushes and what was missed before it in one order: pushes wait for the first answer, and what is fetched later than that is told late,
/// but for what was overtaken (see <see cref="ToldTimes"/>). Used inside the gate alone.
/// </summary>
internal sealed class EventReorderer(KnownPushes known, PushedEvents events)
{
    /// <summary>Most pushes that wait for older ones to be fetched.</summary>
    public const int MaxHeld = 1024;

    enum Stage
    {
        /// <summary>Nothing is missing before what comes.</summary>
        Whole,

        /// <summary>What comes waits for what was missed before it.</summary>
        Holding,

        /// <summary>Something is missing, and what comes does not wait for it.</summary>
        Late,
    }

    readonly List<Frame> _held = [];
    Stage _stage;

    /// <summary>The server's time up to which nothing is missing; null before the first login that tells it.</summary>
    public long? WholeTo { get; set; }

    /// <summary>From here on something may be missing.</summary>
    public void Hold()
    {
        _held.Clear();
        _stage = Stage.Holding;
    }

    /// <summary>A push that came over the socket.</summary>
    public void Receive(Frame push)
    {
        if (_stage != Stage.Holding)
        {
            Tell(push);
            return;
        }
        _held.Add(push);
        if (_held.Count >= MaxHeld)
            Release();
    }

    /// <summary>A push that was fetched.</summary>
    public void Insert(Frame push)
    {
        if (push is ConversationFrame own && known.IsOwn(own))
            events.Fold(own);
        else if (push is ConversationFrame or ReceiptFrame && known.TryAdd(push, isFetched: true))
            events.Accept(push, isFetched: true);
    }

    /// <summary>What waited is told, though something may be missing before it.</summary>
    public void Release()
    {
        if (_stage == Stage.Holding)
            Leave(Stage.Late);
    }

    /// <summary>Nothing is missing any more up to this time of the server's, nor before what waited.</summary>
    public void Complete(long wholeTo)
    {
        WholeTo = Math.Max(WholeTo ?? 0, wholeTo);
        Leave(Stage.Whole);
    }

    void Leave(Stage next)
    {
        _stage = next;
        Frame[] held = [.. _held];
        _held.Clear();
        foreach (var push in held)
            Tell(push);
    }

    void Tell(Frame push)
    {
        if (!known.TryAdd(push, isFetched: false))
            return;
        events.Accept(push, isFetched: false);
        if (_stage == Stage.Whole && push is ConversationFrame { ServerTimestamp: { } time })
            WholeTo = Math.Max(WholeTo ?? time, time);
    }
}
