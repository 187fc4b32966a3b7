using LeanRx.Conversations.Internal;
using LeanRx.Messages.Internal;

namespace LeanRx.Timeline.Internal;

/// <summary>
/// This client's own sends in a window, from the instant of the call. The server's history does not say which message is which send: until the sends are
/// answered that it may be, a message of one's own that is not known is held back, and what is behind it. So nothing is shown twice, and nothing moves.
/// Touched on the delivery queue alone.
/// </summary>
/// <param name="told">Called with each message that was held back, in its turn.</param>
internal sealed class WindowSends(WindowEntries entries, string clientId, MessageFactory messages, MessageBodyWriter writer, Action<Message> told)
{
    readonly Dictionary<string, (WindowEntry Entry, SendEvent Last)> _running = new(StringComparer.Ordinal);
    readonly Queue<(Message Message, long UpTo)> _held = new();

    /// <summary>Whether a message waits until it is known which it is.</summary>
    public bool HoldsBack(Message message)
    {
        var upTo = message.From == clientId && entries.Find(message.Id) is null ? Newest() : 0;
        if (upTo == 0 && _held.Count == 0)
            return false;
        _held.Enqueue((message, upTo));
        return true;
    }

    public void Take(SendEvent send)
    {
        var token = send.Frame.DeduplicationToken!;
        var entry = _running.TryGetValue(token, out var known) ? known.Entry : Begun(send, token);
        if (send.Ack is { } ack)
        {
            entry.Message = entry.Message! with { Id = ack.MessageId, Timestamp = ack.Timestamp };
            entry.Become(TimelineItemState.Sent);
            entries.Place(entry);
        }
        else
        {
            entry.Become(send.Failure is null ? TimelineItemState.Sending : TimelineItemState.Failed, send.Failure);
        }
        if (send is { Ack: null, Failure: null })
            _running[token] = (entry, send);
        else
            _running.Remove(token);
        Release();
    }

    /// <summary>The send of which nobody knew what became of it, where a message turns out to be it.</summary>
    public WindowEntry? Find(Message message)
    {
        if (message.From != clientId || message is UnknownMessage or RecalledMessage)
            return null;
        return entries.Unsent.FirstOrDefault(entry => entry is { State: TimelineItemState.Failed, Failure: { } failure } && Doubts.IsDoubtful(failure)
            && entry.Message!.GetType() == message.GetType() && BodyOf(entry.Message) == BodyOf(message));
    }

    string BodyOf(Message message) =>
        message is BinaryMessage binary ? Convert.ToBase64String(binary.Content.ToArray()) : writer.Write(message, nameof(message));

    WindowEntry Begun(SendEvent send, string token)
    {
        if (entries.Unsent.FirstOrDefault(entry => entry.Key == token) is { } again)
            return again;
        var message = messages.From(send.Frame with { MessageId = "", FromPeerId = clientId, Timestamp = send.At.ToUnixTimeMilliseconds() });
        var entry = new WindowEntry(token) { Frame = send.Frame, Message = message };
        entries.AddUnsent(entry);
        return entry;
    }

    long Newest() => _running.Count == 0 ? 0 : _running.Values.Max(static send => send.Last.IsUnderWay ? send.Last.Number : 0);

    void Release()
    {
        while (_held.Count > 0 && !_running.Values.Any(send => send.Last.IsUnderWay && send.Last.Number <= _held.Peek().UpTo))
            told(_held.Dequeue().Message);
    }
}
