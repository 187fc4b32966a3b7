using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>One conversation whose newest messages wait: for missed ones to be fetched, or for own sends to end.</summary>
/// <param name="slot">The conversation.</param>
internal sealed class CatchUp(ConversationSlot slot)
{
    /// <summary>Most messages that wait for older ones to be fetched. What comes beyond is dropped here and fetched with them.</summary>
    public const int MaxParked = 1024;

    readonly List<IReadOnlyList<LogItem>> _older = [];
    int _others;

    public ConversationSlot Slot { get; } = slot;

    /// <summary>Whether it was counted: it may ask for many pages.</summary>
    public bool IsTold { get; set; }

    /// <summary>Where the next page begins; not known where all that is known is how many messages are unread.</summary>
    public Position From { get; set; }

    /// <summary>How many messages of others to fetch when <see cref="From"/> is not known: so many up to <see cref="LastUnread"/>.</summary>
    public int Unread { get; private set; }

    /// <summary>The last message that the server reported as unread.</summary>
    public Position LastUnread { get; private set; }

    /// <summary>Whether the server counted once more after the page that is under way was asked for, which is of no use then.</summary>
    public bool IsCountedAnew { get; private set; }

    /// <summary>The page that is under way.</summary>
    public PageRequest? Request { get; private set; }

    /// <summary>What the server said of what is behind the page that came last.</summary>
    public bool? HasMore { get; set; }

    /// <summary>Whether nothing is behind the page that came last.</summary>
    /// <param name="count">How many messages it had.</param>
    public bool IsLast(int count) => Request!.IsLast(count, HasMore);

    /// <summary>How often in a row no page came in time.</summary>
    public int TimeOuts { get; set; }

    public CatchUpStage Stage { get; private set; }

    /// <summary>Whether more may have been missed since the last page was asked for.</summary>
    public bool IsOnceMore { get; private set; }

    /// <summary>The page that is held; null in other stages.</summary>
    public IReadOnlyList<LogItem>? Page { get; private set; }

    /// <summary>What came meanwhile, in order.</summary>
    public List<DirectFrame> Parked { get; private set; } = [];

    /// <summary>Changes of messages that came meanwhile, in order.</summary>
    public List<PatchItem> Changes { get; } = [];

    /// <summary>A page is to be asked for.</summary>
    public void Fetch()
    {
        IsOnceMore = false;
        (Stage, Page) = (CatchUpStage.Fetching, null);
    }

    /// <summary>The page came, or does not.</summary>
    public void Stop() => (Stage, Page) = (CatchUpStage.Waiting, null);

    /// <summary>A page came that has to wait.</summary>
    public void Hold(IReadOnlyList<LogItem> page) => (Stage, Page) = (CatchUpStage.Holding, page);

    /// <summary>Something was said that the page under way will not have, since it was asked for before.</summary>
    public void LookOnceMore() => IsOnceMore = true;

    /// <summary>Something was said: a page that is under way will have it.</summary>
    public void LookAgain() => IsOnceMore |= Stage != CatchUpStage.Fetching;

    public void Count(int unread, Position last)
    {
        Unread = Math.Min(unread, PageSizes.Largest);
        LastUnread = last;
        _older.Clear();
        _others = 0;
        IsCountedAnew = !From.IsKnown;
    }

    /// <summary>What to ask for next: forward from the place up to which the conversation is whole, or back from the last message that is unread.</summary>
    public PageRequest NextPage() => Request = new PageRequest(Next(), From.IsKnown ? PageSizes.Largest : Unread - _others);

    LogsFrame Next()
    {
        IsCountedAnew = false;
        var request = new LogsFrame { ConversationId = Slot.Id };
        if (From.IsKnown)
            // An instant without a message: what was sent in that very millisecond belongs to it.
            return request with
            {
                Direction = LogsDirections.Newer,
                Timestamp = From.Timestamp,
                MessageId = From.Id is { Length: > 0 } id ? id : null,
                IsStartIncluded = From.Id is { Length: > 0 } ? null : true,
            };
        return _older.Count == 0
            ? request with { Timestamp = LastUnread.Timestamp, MessageId = LastUnread.Id, IsStartIncluded = true }
            : request with { Timestamp = _older[_older.Count - 1][0].Timestamp, MessageId = _older[_older.Count - 1][0].MessageId };
    }

    /// <summary>Keeps a page of older messages. True when there are as many of others as are unread.</summary>
    public bool TakeOlder(IReadOnlyList<LogItem> page, int others)
    {
        if (page.Count > 0)
            _older.Add(page);
        _others += others;
        return _others >= Unread;
    }

    /// <summary>The pages of older messages, the oldest message first.</summary>
    public IReadOnlyList<LogItem> TakeAll()
    {
        List<LogItem> all = [.. Enumerable.Reverse(_older).SelectMany(static page => page)];
        _older.Clear();
        return all;
    }

    /// <summary>Keeps a change until the message that it may change is there. False when there is no place for it.</summary>
    public bool Park(PatchItem patch)
    {
        if (Changes.Count >= MaxParked)
            return false;
        Changes.Add(patch);
        return true;
    }

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
