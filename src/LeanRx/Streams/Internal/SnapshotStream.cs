using LeanRx.Runtime.Internal;

namespace LeanRx.Streams.Internal;

/// <summary>
/// The current snapshot, then every newer one. Snapshots that are overtaken before their turn comes are passed over, so that at most one delivery waits
/// for each stream, however fast it changes.
/// </summary>
internal sealed class SnapshotStream<T>(DeliveryQueue queue, Func<T> current, Action<Exception> observerThrew) : DeliveryStream<T>(queue, observerThrew)
    where T : class
{
    static readonly object Changed = new();

    T? _heard;
    int _isPosted;

    /// <summary>Says that the snapshot has changed.</summary>
    public void Change()
    {
        if (HasObservers && Interlocked.Exchange(ref _isPosted, 1) == 0)
            Queue.PostControl(this, Changed);
    }

    protected override void Take(object item) => Renew();

    /// <summary>First everybody is brought up to date, so that nobody hears the same snapshot twice.</summary>
    protected override void Prepare() => Renew();

    protected override void Greet(Subscription<T> subscription)
    {
        subscription.Next(_heard!, ObserverThrew);
        // What changed before it was in the list was not announced.
        if (!ReferenceEquals(current(), _heard))
            Change();
    }

    void Renew()
    {
        Volatile.Write(ref _isPosted, 0);
        var snapshot = current();
        if (ReferenceEquals(snapshot, _heard))
            return;
        _heard = snapshot;
        Tell(snapshot);
    }
}
