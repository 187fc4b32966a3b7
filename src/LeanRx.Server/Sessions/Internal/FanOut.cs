using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>Something on its way to logins: encoded once however many get it, and a message not made at all where nobody does.</summary>
internal struct FanOut
{
    readonly SeatFilter _filter;
    readonly Outgoing? _item;
    readonly StoredMessage? _message;
    readonly Func<Outgoing, StoredMessage, FanOutFrame>? _make;
    FanOutFrame? _frame;

    public FanOut(Frame frame, SeatFilter filter = default)
        : this(new FanOutFrame(frame), filter)
    {
    }

    public FanOut(FanOutFrame frame, SeatFilter filter) => (_frame, _filter) = (frame, filter);

    /// <param name="make">Makes the frame of the message.</param>
    public FanOut(Outgoing item, StoredMessage message, Func<Outgoing, StoredMessage, FanOutFrame> make) =>
        (_item, _message, _make, _filter) = (item, message, make, item.Receivers);

    /// <summary>Where it is noted that it is on its way to other nodes; null where nobody waits for it.</summary>
    public OutstandingDeliveries? Outstanding { get; init; }

    /// <summary>Which logins get it.</summary>
    public readonly SeatFilter Filter => _filter;

    /// <summary>What they get.</summary>
    public FanOutFrame Frame => _frame ??= _make!(_item!, _message!);

    /// <summary>Brings it to a login, if that is to get it.</summary>
    /// <returns>To how many: one or none.</returns>
    public int To(ISeat seat)
    {
        if (!_filter.Takes(seat))
            return 0;
        seat.Push(Frame);
        return 1;
    }
}
