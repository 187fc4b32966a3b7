using LeanRx.Runtime.Internal;

namespace LeanRx.Streams.Internal;

/// <summary>
/// A value that changes, for users: each subscriber hears the value that is current when its turn on the delivery queue comes, then every change after
/// it, in order. Nothing is skipped, nothing older follows, no change is ever dropped.
/// </summary>
internal sealed class ValueStream<T> : IObservable<T>, IDeliveryTarget where T : class
{
    readonly DeliveryQueue _queue;
    readonly Action<Exception> _observerThrew;
    readonly SubscriptionList<T> _subscriptions = new();
    T _value;

    /// <summary>The last value that went through the queue; touched there alone.</summary>
    T _heard;

    public ValueStream(T initial, DeliveryQueue queue, Action<Exception> observerThrew)
    {
        _value = initial;
        _heard = initial;
        _queue = queue;
        _observerThrew = observerThrew;
    }

    /// <summary>The value now. It changes before its subscribers hear of it.</summary>
    public T Value => Volatile.Read(ref _value);

    /// <summary>Changes the value. Calls come one at a time.</summary>
    public void Set(T value)
    {
        Volatile.Write(ref _value, value);
        _queue.PostControl(this, value);
    }

    /// <summary>Ends the stream after the changes made before. Who subscribes later hears the last value and the end.</summary>
    public void Complete() => _queue.PostControl(this, null);

    public IDisposable Subscribe(IObserver<T> observer)
    {
        if (observer is null)
            throw new ArgumentNullException(nameof(observer));
        var subscription = new Subscription<T>(_subscriptions, observer);
        _queue.PostControl(this, subscription);
        return subscription;
    }

    void IDeliveryTarget.Deliver(object? item)
    {
        switch (item)
        {
            case T value:
                _heard = value;
                foreach (var subscription in _subscriptions.Current)
                    subscription.Next(value, _observerThrew);
                break;
            case Subscription<T> subscription:
                Greet(subscription);
                break;
            default:
                foreach (var subscription in _subscriptions.Close())
                    subscription.Complete(_observerThrew);
                break;
        }
    }

    void Greet(Subscription<T> subscription)
    {
        var isOpen = _subscriptions.TryAdd(subscription);
        // Disposed before it was added: it removed itself too early.
        if (subscription.IsDisposed)
            _subscriptions.Remove(subscription);
        subscription.Next(_heard, _observerThrew);
        if (!isOpen)
            subscription.Complete(_observerThrew);
    }
}
