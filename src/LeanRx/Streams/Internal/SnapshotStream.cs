using LeanRx.Runtime.Internal;

namespace LeanRx.Streams.Internal;

/// <summary>
/// The current snapshot, then every newer one. Snapshots that are overtaken before their turn comes are passed over, so that at most one notification waits
/// for each stream, however fast it changes.
/// </summary>
internal sealed class SnapshotStream<T>(DeliveryQueue queue, Func<T> current, Action<Exception> observerThrew) : IObservable<T>, IDeliveryTarget
    where T : class
{
    static readonly object Changed = new();

    readonly SubscriptionList<T> _subscriptions = new();
    T? _heard;
    int _isPosted;

    /// <summary>Says that the snapshot has changed.</summary>
    public void Change()
    {
        if (!_subscriptions.IsEmpty && Interlocked.Exchange(ref _isPosted, 1) == 0)
            queue.PostControl(this, Changed);
    }

    public void Complete() => queue.PostControl(this, null);

    public IDisposable Subscribe(IObserver<T> observer)
    {
        var subscription = new Subscription<T>(_subscriptions, observer ?? throw new ArgumentNullException(nameof(observer)));
        queue.PostControl(this, subscription);
        return subscription;
    }

    void IDeliveryTarget.Deliver(object? item)
    {
        if (item == Changed)
            Broadcast();
        else if (item is Subscription<T> subscription)
            Greet(subscription);
        else
            foreach (var last in _subscriptions.Close())
                last.Complete(observerThrew);
    }

    void Broadcast()
    {
        Volatile.Write(ref _isPosted, 0);
        var snapshot = current();
        if (ReferenceEquals(snapshot, _heard))
            return;
        _heard = snapshot;
        foreach (var subscription in _subscriptions.Current)
            subscription.Next(snapshot, observerThrew);
    }

    void Greet(Subscription<T> subscription)
    {
        // First everybody is brought up to date, so that nobody hears the same snapshot twice.
        Broadcast();
        var isOpen = _subscriptions.TryAdd(subscription);
        if (subscription.IsDisposed)
            _subscriptions.Remove(subscription);
        subscription.Next(_heard!, observerThrew);
        if (!isOpen)
            subscription.Complete(observerThrew);
        // What changed before it was in the list was not announced.
        else if (!ReferenceEquals(current(), _heard))
            Change();
    }
}
