using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Messages.Internal;
using LeanRx.Protocol;

namespace LeanRx.Delivery.Internal;

// law 6, law 8
/// <summary>
/// Takes messages from the wire: lets them through, or keeps them until what was missed before them has come. Used inside the gate alone.
/// </summary>
internal sealed class MessageReceiver(ISession session, ConversationRegistry conversations, CatchUps catchUps, Inbox inbox)
{
    /// <summary>Takes a plain text; where anything may have to wait or to be fetched it goes the way of all messages.</summary>
    public void Receive(TextMessage message)
    {
        var slot = conversations.Slot(message.ConversationId);
        if (slot.Delivery.CatchUp is not null || (!slot.IsRoom && !catchUps.IsVerified(slot)) || catchUps.MayAwaitSends(message.From))
            Receive(PlainTextReader.FrameOf(message));
        else
            inbox.Accept(slot, message);
    }

    public void Receive(DirectFrame frame)
    {
        if (frame.ConversationId is not { Length: > 0 } conversationId)
        {
            session.Report(new Fault(FaultKind.Protocol, $"A message without a conversation id was dropped (message id \"{frame.MessageId}\")."));
            return;
        }
        var slot = conversations.Slot(conversationId);
        if (slot.Delivery.CatchUp is { } catchUp)
            catchUp.Park(frame);
        else if (frame.IsTransient != true && frame.IsOffline != true && !Inbox.IsRoom(slot, frame.ConversationType) && catchUps.MayMiss(slot, out var whole))
            catchUps.Begin(slot, whole, frame);
        else if (!catchUps.AwaitsSends(slot, frame))
            inbox.Accept(slot, frame);
    }
}
