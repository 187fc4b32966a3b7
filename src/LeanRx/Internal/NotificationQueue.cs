using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Internal;

/// <summary>
/// The one hand-over from the connection to user code: everything that observers hear passes through here, in order, and is delivered on the scheduler, one
/// notification at a time. Bounded: what comes while it is full is dropped and counted. Control notifications (state changes, greetings, completion) are
/// few and are never dropped.
/// </summary>
internal sealed class NotificationQueue
{
    /// <summary>Most notifications delivered in one turn of the scheduler, so that a flood leaves turns to others (a user interface, say).</summary>
    const int Turn = 1024;

    /// <summary>A batch that grew beyond this gives its memory back.</summary>
    const int KeptCapacity = 4096;

    readonly IScheduler _scheduler;
    readonly int _capacity;
    readonly Action<int> _overflowed;
    readonly Action<Exception> _targetThrew;
    readonly object _lock = new();
    List<Notification> _incoming = [];
    List<Notification> _batch = [];
    int _position;
    int _waiting;
    int _dropped;
    bool _scheduled;

    /// <param name="scheduler">Where observers are called.</param>
    /// <param name="capacity">Most notifications that may wait.</param>
    /// <param name="overflowed">Called on the scheduler, once per overflow, with the number of notifications that were dropped.</param>
    /// <param name="targetThrew">Called on the scheduler when a target threw.</param>
    public NotificationQueue(IScheduler scheduler, int capacity, Action<int> overflowed, Action<Exception>? targetThrew = null)
    {
        _scheduler = scheduler;
        IsOnThreadPool = scheduler is TaskPoolScheduler or DefaultScheduler or ThreadPoolScheduler;
        _capacity = capacity;
        _overflowed = overflowed;
        _targetThrew = targetThrew ?? (static _ => { });
    }

    /// <summary>Whether observers are called on the thread pool, the default.</summary>
    public bool IsOnThreadPool { get; }

    /// <summary>Notifications that wait to be delivered.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Leaves a notification. Dropped and counted while the queue is full.</summary>
    public void Post(INotificationTarget target, object? item) => Enqueue(target, item, isControl: false);

    /// <summary>Leaves a notification that must arrive: it is taken even while the queue is full.</summary>
    public void PostControl(INotificationTarget target, object? item) => Enqueue(target, item, isControl: true);

    void Enqueue(INotificationTarget target, object? item, bool isControl)
    {
        lock (_lock)
        {
            if (!isControl && Volatile.Read(ref _waiting) >= _capacity)
            {
                _dropped++;
                return;
            }
            _incoming.Add(new Notification(target, item));
            Interlocked.Increment(ref _waiting);
            if (_scheduled)
                return;
            _scheduled = true;
        }
        Schedule();
    }

    void Schedule()
    {
        try
        {
            ScheduleOn(_scheduler);
        }
        catch (Exception)
        {
            // A scheduler that takes no work any more, one that was disposed for example. Whoever waits must not wait for ever.
            ScheduleOn(TaskPoolScheduler.Default);
        }
    }

    void ScheduleOn(IScheduler scheduler) => scheduler.Schedule(this, static (_, queue) =>
    {
        queue.Drain();
        return Disposable.Empty;
    });

    void Drain()
    {
        var left = Turn;
        while (TryFill(out var dropped))
        {
            if (dropped > 0)
                Fence(this, static (queue, count) => queue._overflowed(count), dropped);
            while (_position < _batch.Count)
            {
                if (left-- == 0)
                {
                    Schedule();
                    return;
                }
                var next = _batch[_position++];
                Interlocked.Decrement(ref _waiting);
                Fence(next.Target, static (target, item) => target.Deliver(item), next.Item);
            }
        }
    }

    /// <summary>Makes the next batch current. False when there is nothing to deliver and nothing to report.</summary>
    bool TryFill(out int dropped)
    {
        dropped = 0;
        if (_position < _batch.Count)
            return true;
        _batch.Clear();
        _position = 0;
        lock (_lock)
        {
            if (_incoming.Count > 0)
            {
                (_batch, _incoming) = (_incoming, _batch);
                return true;
            }
            if (_dropped > 0)
            {
                dropped = _dropped;
                _dropped = 0;
                return true;
            }
            _scheduled = false;
            Shrink(ref _batch);
            Shrink(ref _incoming);
            return false;
        }
    }

    /// <summary>Not while a flood lasts: it would only grow again.</summary>
    static void Shrink(ref List<Notification> empty)
    {
        if (empty.Capacity > KeptCapacity)
            empty = [];
    }

    void Fence<TState, TArgument>(TState state, Action<TState, TArgument> work, TArgument argument)
    {
        try
        {
            work(state, argument);
        }
        catch (Exception exception)
        {
            _targetThrew(exception);
        }
    }

    readonly record struct Notification(INotificationTarget Target, object? Item);
}
