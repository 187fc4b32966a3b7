using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Messages.Internal;

/// <summary>Messages for users. A new subscriber first gets what is held for it, then everything newer: nothing twice, nothing out of order.</summary>
/// <param name="conversationId">The conversation; null for all.</param>
internal sealed class MessageStream(DeliveryQueue queue, UnobservedMessages held, string? conversationId, Action<Exception> observerThrew)
    : DeliveryStream<Message>(queue, observerThrew)
{
    /// <summary>Gives everybody the message; false when nobody is there. On the delivery queue alone.</summary>
    public bool Deliver(Message message) => Tell(message);

    protected override void Greet(Subscription<Message> subscription) => held.DeliverTo(subscription, conversationId, ObserverThrew);
}
