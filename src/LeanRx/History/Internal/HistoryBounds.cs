using LeanRx.Common.Internal;

namespace LeanRx.History.Internal;

/// <summary>Places in history as the wire can say them: in whole milliseconds, of which 0 means none.</summary>
internal static class HistoryBounds
{
    static readonly TimeSpan Millisecond = TimeSpan.FromMilliseconds(1);

    /// <summary>The end before which messages are wanted. Those of the millisecond in which it lies came before it.</summary>
    public static HistoryPosition? Upper(HistoryPosition? before)
    {
        if (before is not { MessageId: null })
            return before;
        if (RestOf(before) > 0)
            before = new HistoryPosition(before.Timestamp.AddTicks(-RestOf(before)) + Millisecond);
        if (before.Timestamp != UnixTime.Epoch)
            return before;
        return before.IsIncluded ? new HistoryPosition(UnixTime.Epoch + Millisecond) : new HistoryPosition(UnixTime.Epoch - Millisecond) { IsIncluded = true };
    }

    /// <summary>The end after which messages are wanted. Those of the millisecond in which it lies came before it.</summary>
    public static HistoryPosition? Lower(HistoryPosition? after) =>
        after is { MessageId: null, IsIncluded: true } && RestOf(after) > 0 ? after with { IsIncluded = false } : after;

    static long RestOf(HistoryPosition position) => position.Timestamp.UtcTicks % TimeSpan.TicksPerMillisecond;
}
