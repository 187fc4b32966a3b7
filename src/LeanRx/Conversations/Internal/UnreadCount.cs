using LeanRx.Common.Internal;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>
/// How many messages of others in a conversation are unread: what the server counted last, and what came since. A message that the server had counted, and that
/// is fetched later, is not counted once more. Changed inside the gate alone, read from any thread.
/// </summary>
internal sealed class UnreadCount
{
    // protocol.md §4.12
    /// <summary>Servers count up to here, unless they are told otherwise.</summary>
    const int Most = 100;

    /// <summary>Sorts behind every id.</summary>
    const string Last = "\uffff";

    /// <summary>
    /// Messages of others that were heard and are not read, the last <see cref="Most"/>. Those that the server has counted are kept, since a report that it
    /// made before may come after it.
    /// </summary>
    readonly List<(Position At, bool IsMentioned)> _heard = [];

    Tally _tally = Tally.Nothing;

    /// <summary>Up to here messages are in the tally, or read.</summary>
    Position _counted;

    /// <summary>Up to here the server has counted.</summary>
    Position _reported;

    /// <summary>Up to here this client has read.</summary>
    Position _read;

    volatile bool _isOut;

    /// <summary>The count and whether one of the messages mentions this client, of one moment.</summary>
    public Tally Now => _isOut ? Tally.Nothing : Volatile.Read(ref _tally);

    /// <summary>
    /// This client left, or is in again. While it is out nothing is unread; what the server counts when it comes again may be heard before that it came.
    /// </summary>
    public void Close(bool isOut) => _isOut = isOut;

    /// <summary>The server has counted.</summary>
    /// <param name="at">When, milliseconds; null when it did not tell.</param>
    public bool Take(UnreadConversation told, long? at)
    {
        if (told.Timestamp is { } timestamp)
            _counted = new Position(timestamp, told.MessageId ?? Last);
        else if (at is { } time)
            _counted = new Position(time, "");
        // Counted before it heard of what was read here.
        var isRead = told.Unread > 0 && told.Timestamp is not null && _read.IsKnown && !IsBehind(_read, _counted);
        var tally = isRead ? Tally.Nothing : new Tally(told.Unread, told.IsMentioned == true);
        // And before it told of what was found in the history meanwhile.
        _reported = _counted;
        foreach (var (heard, isMentioned) in _heard)
        {
            if (!IsBehind(_reported, heard))
                continue;
            tally = tally.And(isMentioned);
            if (IsBehind(_counted, heard))
                _counted = heard;
        }
        return Set(tally);
    }

    /// <summary>A message of somebody else came, or was found in what was missed.</summary>
    public bool Hear(Message message, string clientId)
    {
        var position = new Position(message.TimestampMilliseconds, message.Id);
        if (message is RecalledMessage || (_read.IsKnown && !IsBehind(_read, position)))
            return false;
        var isMentioned = message.MentionsEveryone || message.MentionedClientIds.Contains(clientId);
        if (_heard.Count == Most)
            _heard.RemoveAt(0);
        _heard.Add((position, isMentioned));
        if (!IsBehind(_counted, position))
            return false;
        _counted = position;
        return Set(_tally.And(isMentioned));
    }

    /// <summary>A message of somebody else was recalled. Of those that the server counted it says itself what is left.</summary>
    public bool Recall(Position position)
    {
        if (_heard.RemoveAll(heard => heard.At == position) == 0 || !IsBehind(_reported, position) || _tally.Count is 0 or >= Most)
            return false;
        return Set(_tally.Count == 1 ? Tally.Nothing : _tally with { Count = _tally.Count - 1 });
    }

    /// <summary>This client has read up to a message. What is left, where it was not the last one, the server says.</summary>
    public bool Read(Position to)
    {
        if (!_read.IsKnown || IsBehind(_read, to))
            _read = to;
        _heard.RemoveAll(heard => !IsBehind(_read, heard.At));
        return !IsBehind(_read, _counted) && Set(Tally.Nothing);
    }

    /// <summary>This client has read all that there is.</summary>
    public bool ReadAll()
    {
        _heard.Clear();
        return Set(Tally.Nothing);
    }

    bool Set(Tally tally)
    {
        if (tally == _tally)
            return false;
        Volatile.Write(ref _tally, tally);
        return true;
    }

    static bool IsBehind(Position one, Position other) =>
        one.Timestamp < other.Timestamp || (one.Timestamp == other.Timestamp && string.CompareOrdinal(one.Id, other.Id) < 0);

    internal sealed record Tally(int Count, bool IsMentioned)
    {
        public static Tally Nothing { get; } = new(0, false);

        /// <summary>With one more message.</summary>
        public Tally And(bool isMentioned) => new(Math.Min(Count + 1, Math.Max(Count, Most)), IsMentioned || isMentioned);
    }
}
