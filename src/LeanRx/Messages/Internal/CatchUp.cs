using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>One conversation whose newest messages wait: for missed ones to be fetched, or for own sends to end.</summary>
/// <param name="slot">The conversation.</param>
internal sealed class CatchUp(ConversationSlot slot)
{
    /// <summary>Most messages that wait for older ones to be fetched. What comes beyond is dropped here and fetched with them.</summary>
    public const int MaxParked = 1024;

    public ConversationSlot Slot { get; } = slot;

    /// <summary>Where the next page begins; not known for a conversation of which no message was ever seen.</summary>
    public Position From { get; set; }

    /// <summary>How many messages to fetch when <see cref="From"/> is not known: so many up to <see cref="LastUnread"/>.</summary>
    public int Unread { get; set; }

    /// <summary>The last message that the server reported as unread.</summary>
    public Position LastUnread { get; set; }

    /// <summary>Whether a page was asked for and has not come.</summary>
    public bool IsFetching { get; set; }

    /// <summary>Whether more may have been missed since the last page was asked for.</summary>
    public bool IsOnceMore { get; set; }

    /// <summary>A page that waits for this client's own sends to end: some of it may be theirs.</summary>
    public IReadOnlyList<LogItem>? Page { get; set; }

    /// <summary>What came meanwhile, in order.</summary>
    public List<DirectFrame> Parked { get; private set; } = [];

    public void Park(DirectFrame frame)
    {
        if (Parked.Count >= MaxParked)
        {
            Parked.Clear();
            IsOnceMore = true;
        }
        Parked.Add(frame);
    }
}
