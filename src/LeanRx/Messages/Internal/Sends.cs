using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>Sends of this client, on their way to the server; what the server says of them is taken note of in its place among what it pushes.</summary>
internal sealed class Sends(ClientCore core)
{
    public Task<Frame> SendAsync(ConversationSlot slot, DirectFrame frame, CancellationToken cancellationToken) =>
        core.Session.ExecuteAsync(frame, repeatable: frame.IsTransient != true, answer => Take(slot, frame, AckOf(answer)), cancellationToken);

    /// <summary>The answer to a send.</summary>
    /// <exception cref="ProtocolViolationException">It is none.</exception>
    public static AckFrame AckOf(Frame answer) => answer is AckFrame { MessageUid: not null } ack
        ? ack
        : throw new ProtocolViolationException("The server answered a message without the id that it gave it.");

    void Take(ConversationSlot slot, DirectFrame frame, AckFrame ack)
    {
        // A message that is not stored, or not yet, says nothing about the conversation.
        if (frame.IsTransient == true || frame.IsWill == true)
            return;
        core.Conversations.TryRemember(slot, ack.MessageUid!, ack.Timestamp ?? 0, isReceived: false);
        core.Latest.HearOwn(slot,
            frame with { SerialId = null, PeerId = null, MessageId = ack.MessageUid, Timestamp = ack.Timestamp, FromPeerId = core.ClientId });
    }
}
