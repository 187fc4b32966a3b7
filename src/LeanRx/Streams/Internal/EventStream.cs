using LeanRx.Runtime.Internal;

namespace LeanRx.Streams.Internal;

/// <summary>Events, published from anywhere, without a greeting. An event that is published while nobody observes costs nothing.</summary>
internal sealed class EventStream<T>(DeliveryQueue queue, Action<Exception> observerThrew) : DeliveryStream<T>(queue, observerThrew) where T : class
{
    public void Publish(T value)
    {
        if (HasObservers)
            Queue.Post(this, value);
    }

    protected override void Join(Subscription<T> subscription)
    {
        if (!TryJoinNow(subscription))
            base.Join(subscription);
    }
}
