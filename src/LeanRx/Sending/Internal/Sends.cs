using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;

namespace LeanRx.Sending.Internal;

/// <summary>Sends of this client, on their way to the server; what the server says of them is taken note of in its place among what it pushes.</summary>
/// <param name="ended">Told when the last send of a conversation that somebody waits for has ended. On any thread.</param>
internal sealed class Sends(ISession session, ConversationRegistry conversations, LatestMessages latest, Action<ConversationSlot> ended)
{
    public Task<Frame> SendAsync(ConversationSlot slot, DirectFrame frame, CancellationToken cancellationToken) =>
        session.ExecuteAsync(frame, repeatable: frame.IsTransient != true, answer => Take(slot, frame, AckOf(answer)), cancellationToken);

    /// <summary>The answer to a send.</summary>
    /// <exception cref="InvalidResponseException">It is none.</exception>
    public static AckFrame AckOf(Frame answer) => answer is AckFrame { MessageUid: not null } ack
        ? ack
        : throw new InvalidResponseException("The server answered a message without the id that it gave it.");

    /// <summary>A send of this client has ended, one way or another. From any thread.</summary>
    /// <param name="slot">The conversation.</param>
    /// <param name="isAnswered">Whether it is known what became of it.</param>
    public void OnEnded(ConversationSlot slot, bool isAnswered)
    {
        if (slot.Sends.End())
            ended(slot);
        slot.Conversation?.PublishSendEnded(slot.Sends.Ended, isAnswered);
    }

    void Take(ConversationSlot slot, DirectFrame frame, AckFrame ack)
    {
        // A message that is not stored, or not yet, says nothing about the conversation.
        if (frame.IsTransient == true || frame.IsWill == true)
            return;
        conversations.TryRemember(slot, ack.MessageUid!, ack.Timestamp ?? 0, isReceived: false);
        latest.HearOwn(slot, new OwnMessage(frame, ack.MessageUid!, ack.Timestamp ?? 0, session.Options.ClientId));
    }
}
