using LeanRx.Common.Internal;
using LeanRx.Runtime.Internal;
using LeanRx.Streams.Internal;

namespace LeanRx.Messages.Internal;

/// <summary>Messages for users. A new subscriber first gets what is held for it, then everything newer: nothing twice, nothing out of order.</summary>
/// <param name="conversationId">The conversation; null for all.</param>
internal sealed class MessageStream(DeliveryQueue queue, UnobservedMessages held, string? conversationId, Action<Exception> observerThrew)
    : IObservable<Message>, IDeliveryTarget
{
    readonly SubscriptionList<Message> _subscriptions = new();

    public void Complete() => queue.PostControl(this, null);

    public IDisposable Subscribe(IObserver<Message> observer)
    {
        var subscription = new Subscription<Message>(_subscriptions, Guard.NotNull(observer, nameof(observer)));
        queue.PostControl(this, subscription);
        return subscription;
    }

    /// <summary>Gives everybody the message; false when nobody is there. On the delivery queue alone.</summary>
    public bool Deliver(Message message)
    {
        var heard = false;
        foreach (var subscription in _subscriptions.Current)
        {
            heard |= !subscription.IsDisposed;
            subscription.Next(message, observerThrew);
        }
        return heard;
    }

    void IDeliveryTarget.Deliver(object? item)
    {
        if (item is Subscription<Message> subscription)
        {
            Greet(subscription);
            return;
        }
        foreach (var last in _subscriptions.Close())
            last.Complete(observerThrew);
    }

    void Greet(Subscription<Message> subscription)
    {
        held.DeliverTo(subscription, conversationId, observerThrew);
        if (!_subscriptions.TryAdd(subscription))
            subscription.Complete(observerThrew);
        // Disposed before it was added: it removed itself too early.
        else if (subscription.IsDisposed)
            _subscriptions.Remove(subscription);
    }
}
