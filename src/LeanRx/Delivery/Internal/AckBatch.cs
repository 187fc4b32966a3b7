using LeanRx.Connections.Internal;
using LeanRx.Conversations.Internal;
using LeanRx.Protocol;
using LeanRx.Runtime.Internal;

namespace LeanRx.Delivery.Internal;

// protocol.md §4.10.4
/// <summary>
/// Confirms messages to the server: all that arrived until observers have heard of the first, in one frame per conversation, so that a
/// flood of messages does not cost a flood of frames. Used inside the gate alone.
/// </summary>
internal sealed class AckBatch(ISession session) : IDeliveryTarget
{
    readonly List<ConversationSlot> _waiting = [];

    public void Add(ConversationSlot slot, string id, long timestamp)
    {
        if (slot.Delivery.Ack.Count == 0)
            _waiting.Add(slot);
        slot.Delivery.Ack.Add(id, timestamp);
        if (_waiting.Count == 1 && slot.Delivery.Ack.Count == 1)
            session.Deliveries.PostControl(this, null);
    }

    void IDeliveryTarget.Deliver(object? item) => session.Gate.Post(this, static batch => batch.Flush());

    void Flush()
    {
        foreach (var slot in _waiting)
        {
            var ack = slot.Delivery.Ack;
            slot.Delivery.Ack = default;
            session.Post(ack.Count == 1
                ? new AckFrame { PeerId = session.Options.ClientId, ConversationId = slot.Id, MessageId = ack.LastId }
                : new AckFrame { PeerId = session.Options.ClientId, ConversationId = slot.Id, FromTimestamp = ack.From, ToTimestamp = ack.To });
        }
        _waiting.Clear();
    }
}
