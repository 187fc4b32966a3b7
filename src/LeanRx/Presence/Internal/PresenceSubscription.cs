using LeanRx.Runtime.Internal;

namespace LeanRx.Presence.Internal;

/// <summary>One observer of <see cref="PresenceMonitor"/>, and what it wants to know.</summary>
internal sealed class PresenceSubscription(PresenceMonitor monitor, IObserver<PresenceChange> observer, IReadOnlyList<string> ids, TimeSpan every)
    : IDisposable, IDeliveryTarget
{
    int _ended;

    public IReadOnlyList<string> Ids { get; } = ids;

    public HashSet<string> IdSet { get; } = new(ids, StringComparer.Ordinal);

    public TimeSpan Every { get; } = every;

    bool IsEnded => Volatile.Read(ref _ended) != 0;

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _ended, 1) == 0)
            monitor.Remove(this);
    }

    void IDeliveryTarget.Deliver(object? item)
    {
        if (IsEnded)
            return;
        try
        {
            if (item is PresenceChange change)
            {
                observer.OnNext(change);
                return;
            }
            Dispose();
            observer.OnCompleted();
        }
        catch (Exception exception)
        {
            Dispose();
            monitor.OnObserverThrew(exception);
        }
    }
}
