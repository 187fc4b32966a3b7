using System.Reactive.Concurrency;
using System.Reactive.Disposables;

namespace LeanRx.Runtime.Internal;

/// <summary>
/// The one hand-over from the connection to user code: everything that observers hear passes through here, in order, and is delivered on the scheduler, one
/// delivery at a time. Bounded: what comes while it is full is dropped and counted. Control deliveries (state changes, greetings, completion) are
/// few and are never dropped.
/// </summary>
internal sealed class DeliveryQueue
{
    /// <summary>Most deliveries delivered in one turn of the scheduler, so that a flood leaves turns to others (a user interface, say).</summary>
    const int Turn = 1024;

    /// <summary>So many segments are kept for use again: what a burst takes that is delivered by <see cref="Portion"/>.</summary>
    const int MostSpare = Portion / DeliverySegment.Size;

    /// <summary>When so many deliveries wait they are delivered, held or not.</summary>
    public const int Portion = 256;

    readonly IScheduler _scheduler;
    readonly int _capacity;
    readonly Action<int> _overflowed;
    readonly Action<Exception> _targetThrew;
    readonly object _lock = new();
    DeliverySegment? _firstIncoming;
    DeliverySegment? _lastIncoming;
    DeliverySegment? _batch;
    DeliverySegment? _spare;
    int _spareCount;
    int _waiting;
    int _dropped;
    int _holds;
    bool _scheduled;

    /// <param name="scheduler">Where observers are called.</param>
    /// <param name="capacity">Most deliveries that may wait.</param>
    /// <param name="overflowed">Called on the scheduler, once per overflow, with the number of deliveries that were dropped.</param>
    /// <param name="targetThrew">Called on the scheduler when a target threw.</param>
    public DeliveryQueue(IScheduler scheduler, int capacity, Action<int> overflowed, Action<Exception>? targetThrew = null)
    {
        _scheduler = scheduler;
        IsOnThreadPool = scheduler is TaskPoolScheduler or DefaultScheduler or ThreadPoolScheduler;
        _capacity = capacity;
        _overflowed = overflowed;
        _targetThrew = targetThrew ?? (static _ => { });
    }

    /// <summary>Whether observers are called on the thread pool, the default.</summary>
    public bool IsOnThreadPool { get; }

    /// <summary>Deliveries that wait to be delivered.</summary>
    public int Waiting => Volatile.Read(ref _waiting);

    /// <summary>Leaves a delivery. Dropped and counted while the queue is full.</summary>
    public void Post(IDeliveryTarget target, object? item) => Enqueue(target, item, isControl: false);

    /// <summary>Leaves a delivery that must arrive: it is taken even while the queue is full.</summary>
    public void PostControl(IDeliveryTarget target, object? item) => Enqueue(target, item, isControl: true);

    void Enqueue(IDeliveryTarget target, object? item, bool isControl)
    {
        lock (_lock)
        {
            if (!isControl && Volatile.Read(ref _waiting) >= _capacity)
            {
                _dropped++;
                return;
            }
            Append(new PendingDelivery(target, item));
            Interlocked.Increment(ref _waiting);
            if (_scheduled || (_holds > 0 && _waiting < Portion))
                return;
            _scheduled = true;
        }
        Schedule();
    }

    /// <summary>From here on deliveries may wait for others, until as many calls of <see cref="Release"/>.</summary>
    public void Hold()
    {
        lock (_lock)
            _holds++;
    }

    /// <summary>Ends one <see cref="Hold"/>; after the last one what waits is delivered. May come before its hold, from another thread.</summary>
    public void Release()
    {
        lock (_lock)
        {
            _holds--;
            if (_holds > 0 || _scheduled || _firstIncoming is null)
                return;
            _scheduled = true;
        }
        Schedule();
    }

    void Append(PendingDelivery delivery)
    {
        if (_lastIncoming is not { IsFull: false })
        {
            var segment = TakeSpare() ?? new DeliverySegment();
            if (_lastIncoming is null)
                _firstIncoming = segment;
            else
                _lastIncoming.Next = segment;
            _lastIncoming = segment;
        }
        _lastIncoming.Add(delivery);
    }

    DeliverySegment? TakeSpare()
    {
        if (_spare is not { } segment)
            return null;
        _spare = segment.Next;
        segment.Next = null;
        _spareCount--;
        return segment;
    }

    void Schedule() => _scheduler.ScheduleOrFallback(this, static queue => queue.Drain());

    void Drain()
    {
        var left = Turn;
        while (TryFill(out var dropped))
        {
            if (dropped > 0)
                Fence(this, static (queue, count) => queue._overflowed(count), dropped);
            while (_batch is { IsRead: false })
            {
                if (left-- == 0)
                {
                    Schedule();
                    return;
                }
                var next = _batch.Take();
                Interlocked.Decrement(ref _waiting);
                Fence(next.Target, static (target, item) => target.Deliver(item), next.Item);
                if (_batch.IsRead)
                    NextSegment(_batch);
            }
        }
    }

    /// <summary>Makes the next batch current. False when there is nothing to deliver and nothing to report.</summary>
    bool TryFill(out int dropped)
    {
        dropped = 0;
        if (_batch is not null)
            return true;
        lock (_lock)
        {
            if (_firstIncoming is not null)
            {
                _batch = _firstIncoming;
                _firstIncoming = null;
                _lastIncoming = null;
                return true;
            }
            if (_dropped > 0)
            {
                dropped = _dropped;
                _dropped = 0;
                return true;
            }
            _scheduled = false;
            return false;
        }
    }

    /// <summary>Goes on behind a segment that was read.</summary>
    void NextSegment(DeliverySegment read)
    {
        _batch = read.Next;
        read.Clear();
        lock (_lock)
        {
            if (_spareCount == MostSpare)
                return;
            read.Next = _spare;
            _spare = read;
            _spareCount++;
        }
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
}
