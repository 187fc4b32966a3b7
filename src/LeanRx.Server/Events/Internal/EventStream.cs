using System.Collections.Immutable;
using LeanRx.Server.Runtime.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Events.Internal;

/// <summary>
/// What happened, told to each observer through a queue of its own: a slow one loses events and is told how many, and nobody else notices. Ends with the
/// engine, never in an error.
/// </summary>
internal sealed class EventStream(EngineClock clock, ILogger log) : IObservable<ServerEvent>
{
    readonly object _lock = new();
    ImmutableArray<EventSubscription> _subscriptions = [];
    bool _isCompleted;

    public bool HasObservers => !_subscriptions.IsEmpty;

    public IDisposable Subscribe(IObserver<ServerEvent> observer)
    {
        ArgumentNullException.ThrowIfNull(observer);
        var subscription = new EventSubscription(this, observer, clock.Scheduler, log);
        lock (_lock)
        {
            if (!_isCompleted)
            {
                _subscriptions = _subscriptions.Add(subscription);
                return subscription;
            }
        }
        subscription.Complete();
        return subscription;
    }

    public void Publish(ServerEvent happened)
    {
        foreach (var subscription in _subscriptions)
            subscription.Post(happened);
    }

    public void Complete()
    {
        ImmutableArray<EventSubscription> last;
        lock (_lock)
        {
            _isCompleted = true;
            last = _subscriptions;
            _subscriptions = [];
        }
        foreach (var subscription in last)
            subscription.Complete();
    }

    public void Remove(EventSubscription subscription)
    {
        lock (_lock)
            _subscriptions = _subscriptions.Remove(subscription);
    }
}
