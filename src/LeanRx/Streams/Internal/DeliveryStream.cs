using LeanRx.Runtime.Internal;

namespace LeanRx.Streams.Internal;

// law 9, law 2
/// <summary>
/// A stream for users: what it tells goes through the delivery queue, one thing at a time. An observer that throws is unsubscribed and reported; the others
/// hear the value all the same. Ends by completion, never by an error. What a new subscriber hears first is its greeting: nothing
/// (<see cref="EventStream{T}"/>), the current value (<see cref="ValueStream{T}"/>), the newest snapshot (<see cref="SnapshotStream{T}"/>), or what is held for
/// it.
/// </summary>
internal abstract class DeliveryStream<T>(DeliveryQueue queue, Action<Exception> observerThrew) : IObservable<T>, IDeliveryTarget where T : class
{
    readonly SubscriptionList<T> _subscriptions = new();

    public bool HasObservers => !_subscriptions.IsEmpty;

    protected DeliveryQueue Queue => queue;

    protected Action<Exception> ObserverThrew => observerThrew;

    /// <summary>Ends the stream after what was told before; never dropped. Who subscribes later hears the greeting and the end.</summary>
    public void Complete() => queue.PostControl(this, null);

    public IDisposable Subscribe(IObserver<T> observer)
    {
        var subscription = new Subscription<T>(_subscriptions, observer ?? throw new ArgumentNullException(nameof(observer)));
        Join(subscription);
        return subscription;
    }

    /// <summary>Lets a subscriber in when its turn on the queue comes.</summary>
    protected virtual void Join(Subscription<T> subscription) => queue.PostControl(this, subscription);

    /// <summary>Lets a subscriber in at once, to hear what is in the queue already. False when the stream has ended.</summary>
    protected bool TryJoinNow(Subscription<T> subscription) => _subscriptions.TryAdd(subscription);

    /// <summary>Before a subscriber is let in.</summary>
    protected virtual void Prepare()
    {
    }

    protected virtual void Greet(Subscription<T> subscription)
    {
    }

    /// <summary>Something went through the queue.</summary>
    protected virtual void Take(object item) => Tell((T)item);

    /// <summary>Gives everybody the value; false when nobody is there.</summary>
    protected bool Tell(T value)
    {
        var isHeard = false;
        foreach (var subscription in _subscriptions.Current)
        {
            isHeard |= !subscription.IsDisposed;
            subscription.Next(value, observerThrew);
        }
        return isHeard;
    }

    void IDeliveryTarget.Deliver(object? item)
    {
        if (item is Subscription<T> subscription)
            LetIn(subscription);
        else if (item is not null)
            Take(item);
        else
            foreach (var last in _subscriptions.Close())
                last.Complete(observerThrew);
    }

    void LetIn(Subscription<T> subscription)
    {
        Prepare();
        var isOpen = _subscriptions.TryAdd(subscription);
        // Disposed before it was added: it removed itself too early.
        if (subscription.IsDisposed)
            _subscriptions.Remove(subscription);
        Greet(subscription);
        if (!isOpen)
            subscription.Complete(observerThrew);
    }
}
