using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx.Connections.Internal;

/// <summary>A question for a page, as large as the line bears; asked again after a loss it asks for less.</summary>
/// <param name="frame">The question, but for its size.</param>
/// <param name="wanted">How many items it asks for where nothing speaks against it.</param>
internal sealed class PageRequest(Frame frame, int wanted)
{
    /// <summary>Whether it is asked for again after a loss. Otherwise it fails with <see cref="ConnectionLostException"/>.</summary>
    public bool IsRepeatable { get; init; } = true;

    /// <summary>Takes note of the answer in its place among what the server pushes; null where nobody does.</summary>
    public Action<Frame>? Take { get; init; }

    /// <summary>How many items it asked for when it was sent last.</summary>
    public int Limit { get; private set; }

    /// <summary>The question as it is sent now.</summary>
    public Frame Compose(PagePace pace)
    {
        Limit = pace.Limit(wanted);
        return frame switch
        {
            LogsFrame logs => logs with { Limit = Limit, MaxBytes = pace.Bytes },
            ConversationFrame query => query with { Limit = Limit, MaxBytes = pace.Bytes },
            _ => throw new ArgumentException($"{frame.Command} has no pages.", nameof(frame)),
        };
    }

    /// <summary>
    /// Whether nothing is behind a page. Where the server does not say that there is, one that is not full is the last; servers give less than they are asked
    /// for, but not less than <see cref="PageSizes.SmallestFull"/>.
    /// </summary>
    public bool IsLast(int count, bool? hasMore) => hasMore != true && count < Math.Min(Limit, PageSizes.SmallestFull);
}
