using System.Reactive.Concurrency;

namespace LeanRx.Internal;

/// <summary>
/// The one hand-over from the connection to user code: everything that observers hear passes through here, in order, and is delivered on the scheduler, one
/// notification at a time. Bounded: what comes while it is full is dropped and counted.
/// </summary>
internal sealed class NotificationQueue
{
    readonly IScheduler _scheduler;
    readonly int _capacity;
    readonly Action<int> _overflowed;
    readonly Queue<(INotificationTarget Target, object? Item)> _waiting = new();
    bool _scheduled;
    int _dropped;

    /// <param name="scheduler">Where observers are called.</param>
    /// <param name="capacity">Most notifications that may wait.</param>
    /// <param name="overflowed">Called on the scheduler, once per overflow, with the number of notifications that were dropped.</param>
    public NotificationQueue(IScheduler scheduler, int capacity, Action<int> overflowed)
    {
        _scheduler = scheduler;
        _capacity = capacity;
        _overflowed = overflowed;
    }

    public void Post(INotificationTarget target, object? item)
    {
        lock (_waiting)
        {
            if (_waiting.Count >= _capacity)
            {
                _dropped++;
                return;
            }
            _waiting.Enqueue((target, item));
            if (_scheduled)
                return;
            _scheduled = true;
        }
        _scheduler.Schedule(this, static (_, queue) =>
        {
            queue.Drain();
            return System.Reactive.Disposables.Disposable.Empty;
        });
    }

    void Drain()
    {
        while (true)
        {
            (INotificationTarget Target, object? Item) next;
            var dropped = 0;
            lock (_waiting)
            {
                if (_waiting.Count == 0)
                {
                    dropped = _dropped;
                    _dropped = 0;
                    if (dropped == 0)
                    {
                        _scheduled = false;
                        return;
                    }
                    next = default;
                }
                else
                {
                    next = _waiting.Dequeue();
                }
            }
            if (dropped > 0)
                _overflowed(dropped);
            else
                next.Target!.Deliver(next.Item);
        }
    }
}
