using LeanRx.Runtime.Internal;

namespace LeanRx.Streams.Internal;

// law 9, law 2
/// <summary>
/// A hot stream for users. Values are published from anywhere, heard on the delivery queue, one at a time. An observer that throws is unsubscribed and
/// reported; the others hear the value all the same. Ends by completion, never by an error. A value published while nobody observes costs nothing.
/// </summary>
internal sealed class EventStream<T> : IObservable<T>, IDeliveryTarget where T : class
{
    readonly DeliveryQueue _queue;
    readonly Action<Exception> _observerThrew;
    readonly SubscriptionList<T> _subscriptions = new();

    public EventStream(DeliveryQueue queue, Action<Exception> observerThrew)
    {
        _queue = queue;
        _observerThrew = observerThrew;
    }

    public bool HasObservers => !_subscriptions.IsEmpty;

    public void Publish(T value)
    {
        if (HasObservers)
            _queue.Post(this, value);
    }

    /// <summary>Ends the stream after what was published before; never dropped.</summary>
    public void Complete() => _queue.PostControl(this, null);

    public IDisposable Subscribe(IObserver<T> observer)
    {
        if (observer is null)
            throw new ArgumentNullException(nameof(observer));
        var subscription = new Subscription<T>(_subscriptions, observer);
        if (!_subscriptions.TryAdd(subscription))
            _queue.PostControl(this, subscription);
        return subscription;
    }

    void IDeliveryTarget.Deliver(object? item)
    {
        switch (item)
        {
            case T value:
                foreach (var subscription in _subscriptions.Current)
                    subscription.Next(value, _observerThrew);
                break;
            case Subscription<T> late:
                late.Complete(_observerThrew);
                break;
            default:
                foreach (var subscription in _subscriptions.Close())
                    subscription.Complete(_observerThrew);
                break;
        }
    }
}
