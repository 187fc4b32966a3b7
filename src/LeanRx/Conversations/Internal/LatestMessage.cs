using LeanRx.Messages.Internal;
using LeanRx.Protocol;

namespace LeanRx.Conversations.Internal;

/// <summary>
/// The last message of a conversation, as the server told it last. Messages move it on; what a query says may also take it back, for the last message may have
/// been deleted, unless a message came after the query was asked. Changed inside the gate alone, read from any thread.
/// </summary>
internal sealed class LatestMessage
{
    readonly object _textLock = new();

    /// <summary>A message, or a send of this client's own: as a frame, or of a plain text the answer alone.</summary>
    object? _content;

    /// <summary>The text that the answer belongs to; null where the content is no answer. Changed together with the content, under the lock.</summary>
    string? _text;

    long _at;
    long _moved;
    long _corrected;

    /// <summary>When the last message was sent, milliseconds; zero when not known.</summary>
    public long At => Volatile.Read(ref _at);

    /// <summary>Whether there is a message to keep.</summary>
    public bool HasContent => Volatile.Read(ref _content) is not null;

    /// <summary>Whether it is the message with this id.</summary>
    public bool Is(string id) => Volatile.Read(ref _content) is { } content && IdOf(content) == id;

    /// <summary>The message; null when none is known. What this client sent itself is read now: runs the code of message types of one's own.</summary>
    public Message? Read(MessageFactory messages, string conversationId, string clientId)
    {
        while (true)
        {
            var content = Volatile.Read(ref _content);
            if (content is null or Message)
                return (Message?)content;
            if (AsDelivered(content, conversationId, clientId) is not { } frame)
                continue;
            var message = messages.From(frame);
            // Whatever else came meanwhile stays.
            if (!ReferenceEquals(Interlocked.CompareExchange(ref _content, message, content), content))
                continue;
            lock (_textLock)
            {
                if (ReferenceEquals(_content, message))
                    _text = null;
            }
            return message;
        }
    }

    /// <summary>The frame in which the server would deliver what this client sent; null where something else came meanwhile.</summary>
    DirectFrame? AsDelivered(object content, string conversationId, string clientId)
    {
        if (content is OwnMessage sent)
            return sent.AsDelivered();
        lock (_textLock)
        {
            return ReferenceEquals(content, _content) ? OwnMessage.OfText(conversationId, _text!, (MessageAck)content, clientId).AsDelivered() : null;
        }
    }

    /// <summary>A message came, or was found in history.</summary>
    /// <param name="number">The number of this event, in the order in which the server's frames are taken.</param>
    public bool Hear(Message message, long number) =>
        Move(message, message.Id, message.TimestampMilliseconds, message.UpdatedAtMilliseconds, number, isWhole: true);

    /// <summary>This client's own send is stored.</summary>
    public bool HearOwn(OwnMessage message, long number) => Move(message, message.Id, message.Timestamp, 0, number, isWhole: true);

    /// <summary>This client's own plain text is stored.</summary>
    public bool HearOwn(MessageAck ack, string text, long number)
    {
        lock (_textLock)
        {
            if (!Move(ack, ack.MessageId, ack.Timestamp.ToUnixTimeMilliseconds(), 0, number, isWhole: true))
                return false;
            _text = text;
            return true;
        }
    }

    /// <summary>The server counted unread messages, and this is the last of them. Not all of it may have been told.</summary>
    public bool HearOf(Message message, long number) =>
        Move(message, message.Id, message.TimestampMilliseconds, message.UpdatedAtMilliseconds, number, isWhole: false);

    /// <summary>A message has another content; it may be the last one.</summary>
    public bool Change(Message message)
    {
        if (_content is null || IdOf(_content) != message.Id || ChangedAt(_content) > message.UpdatedAtMilliseconds)
            return false;
        Put(message);
        return true;
    }

    /// <summary>A query says what is the last message.</summary>
    /// <param name="message">The message; null when there is none, or the query did not ask for it.</param>
    /// <param name="at">When it was sent; zero when the answer does not say.</param>
    /// <param name="asked">The number of the last event before the query was asked.</param>
    /// <param name="number">The number of this event.</param>
    /// <param name="isAskedFor">Whether the query asked for the message.</param>
    public bool Correct(Message? message, long at, long asked, long number, bool isAskedFor)
    {
        // What was read before the last correction may be what the correction took back.
        if (asked < _corrected)
            return false;
        var isLatest = asked >= _moved;
        if (message is not null && _content is not null && IdOf(_content) == message.Id)
            return Change(message) | Note(at);
        if (message is not null && (_content is null || isLatest || !IsBehind(message.TimestampMilliseconds, message.Id, _content)))
        {
            var isBack = _content is not null && IsBehind(message.TimestampMilliseconds, message.Id, _content);
            Put(message);
            Volatile.Write(ref _at, Math.Max(at, message.TimestampMilliseconds));
            _moved = number;
            if (isBack)
                _corrected = number;
            return true;
        }
        if (message is null && at == 0 && isAskedFor && isLatest && _content is not null)
        {
            Put(null);
            Volatile.Write(ref _at, 0);
            _moved = _corrected = number;
            return true;
        }
        return message is null && Note(at);
    }

    /// <summary>Keeps the message no longer.</summary>
    public void Forget() => Put(null);

    bool Move(object content, string id, long timestamp, long changedAt, long number, bool isWhole)
    {
        if (_content is { } known)
        {
            if (IdOf(known) == id ? isWhole ? ChangedAt(known) > changedAt : ChangedAt(known) >= changedAt : IsBehind(timestamp, id, known))
                return false;
        }
        Put(content);
        Volatile.Write(ref _at, Math.Max(_at, timestamp));
        _moved = number;
        return true;
    }

    /// <summary>Keeps another content; the text of the one before goes with it.</summary>
    void Put(object? content)
    {
        if (_text is null)
        {
            Volatile.Write(ref _content, content);
            return;
        }
        lock (_textLock)
        {
            Volatile.Write(ref _content, content);
            _text = null;
        }
    }

    bool Note(long at)
    {
        if (at <= _at)
            return false;
        Volatile.Write(ref _at, at);
        return true;
    }

    static string? IdOf(object content) => content switch
    {
        OwnMessage sent => sent.Id,
        MessageAck ack => ack.MessageId,
        _ => ((Message)content).Id,
    };

    static long ChangedAt(object content) => content is Message message ? message.UpdatedAtMilliseconds : 0;

    static long TimestampOf(object content) => content switch
    {
        OwnMessage sent => sent.Timestamp,
        MessageAck ack => ack.Timestamp.ToUnixTimeMilliseconds(),
        _ => ((Message)content).TimestampMilliseconds,
    };

    /// <summary>Whether a message stands before another: in one millisecond the ids decide, as they do in history.</summary>
    static bool IsBehind(long timestamp, string id, object other) =>
        timestamp < TimestampOf(other) || (timestamp == TimestampOf(other) && string.CompareOrdinal(id, IdOf(other)) < 0);
}
