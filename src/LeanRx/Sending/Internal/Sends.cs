using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;

namespace LeanRx.Sending.Internal;

/// <summary>Sends of this client, on their way to the server; what the server says of them is taken note of in its place among what it pushes.</summary>
/// <param name="session">Sends them.</param>
/// <param name="conversations">Remembers them.</param>
/// <param name="latest">One of them may be the last message.</param>
/// <param name="journal">Shows them.</param>
/// <param name="doubts">Hears of those of which nobody knows what became of them.</param>
/// <param name="ended">Told when the last send of a conversation that somebody waits for has ended. On any thread.</param>
internal sealed class Sends(ISession session, ConversationRegistry conversations, LatestMessages latest, SendJournal journal, Doubts doubts,
    Action<ConversationSlot> ended)
{
    /// <summary>So many are kept for use again: more are seldom under way.</summary>
    const int MostSpare = 1024;

    readonly Stack<MessageSend> _spare = new();

    public ISession Session { get; } = session;

    public SendJournal Journal { get; } = journal;

    public Doubts Doubts { get; } = doubts;

    public DeduplicationTokens Tokens { get; } = new(session.Random);

    /// <summary>Sends a text whose body is not too large.</summary>
    public Task<MessageAck> StartAsync(ConversationCore conversation, string text, CancellationToken cancellationToken) =>
        Take().Start(conversation, text, Tokens.NextNumber(), cancellationToken);

    /// <summary>Sends a message.</summary>
    public Task<MessageAck> StartAsync(ConversationCore conversation, DirectFrame frame, CancellationToken cancellationToken) =>
        Take().Start(conversation, frame, cancellationToken);

    MessageSend Take()
    {
        lock (_spare)
        {
            if (_spare.Count > 0)
                return _spare.Pop();
        }
        return new MessageSend(this, Session.Deliveries);
    }

    /// <summary>A send has ended that nobody refers to any more.</summary>
    public void GiveBack(MessageSend send)
    {
        lock (_spare)
        {
            if (_spare.Count < MostSpare)
                _spare.Push(send);
        }
    }

    /// <summary>Sends a message that is kept elsewhere, or that nobody awaits.</summary>
    public Task<Frame> SendAsync(ConversationSlot slot, DirectFrame frame, CancellationToken cancellationToken) =>
        Session.ExecuteAsync(frame, repeatable: frame.IsTransient != true, answer => Take(slot, frame, AckOf(answer)), cancellationToken);

    /// <summary>The answer to a send.</summary>
    /// <exception cref="InvalidResponseException">It is none.</exception>
    public static AckFrame AckOf(Frame answer) => answer is AckFrame { MessageUid: not null } ack
        ? ack
        : throw new InvalidResponseException("The server answered a message without the id that it gave it.");

    /// <summary>The answer as its sender gets it.</summary>
    public static MessageAck ToAck(AckFrame ack) => new(ack.MessageUid!, UnixTime.ToTime(ack.Timestamp ?? 0));

    /// <summary>A send of this client has ended, one way or another. From any thread.</summary>
    /// <param name="slot">The conversation.</param>
    /// <param name="isAnswered">Whether it is known what became of it.</param>
    public void OnEnded(ConversationSlot slot, bool isAnswered)
    {
        if (slot.Sends.End())
            ended(slot);
        slot.Conversation?.PublishSendEnded(slot.Sends.Ended, isAnswered);
    }

    /// <summary>Takes note of the answer to a send.</summary>
    public MessageAck Take(ConversationSlot slot, DirectFrame frame, AckFrame ack)
    {
        Take(slot, frame, ack.MessageUid!, ack.Timestamp ?? 0);
        return ToAck(ack);
    }

    public void Take(ConversationSlot slot, DirectFrame frame, MessageAck ack) => Take(slot, frame, ack.MessageId, ack.Timestamp.ToUnixTimeMilliseconds());

    public void Take(ConversationSlot slot, string text, MessageAck ack)
    {
        conversations.TryRemember(slot, ack.MessageId, ack.Timestamp.ToUnixTimeMilliseconds(), isReceived: false);
        latest.HearOwn(slot, ack, text);
    }

    void Take(ConversationSlot slot, DirectFrame frame, string id, long timestamp)
    {
        // A message that is not stored, or not yet, says nothing about the conversation.
        if (frame.IsTransient == true || frame.IsWill == true)
            return;
        conversations.TryRemember(slot, id, timestamp, isReceived: false);
        latest.HearOwn(slot, new OwnMessage(frame, id, timestamp, Session.Options.ClientId));
    }
}
