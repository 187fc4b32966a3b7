using System.Reactive.Concurrency;
using LeanRx.Runtime.Internal;

namespace LeanRx.Lists.Internal;

/// <summary>Collects what comes until the scheduler's next turn, for one observer. The observer is called outside the lock, one list at a time.</summary>
internal sealed class Batcher<T>(IScheduler scheduler, IObserver<IReadOnlyList<T>> observer) : IObserver<T>
{
    readonly object _lock = new();
    List<T> _waiting = [];
    Action? _end;
    bool _isScheduled;

    public void OnNext(T value) => Add(() => _waiting.Add(value));

    public void OnError(Exception error) => Add(() => _end = () => observer.OnError(error));

    public void OnCompleted() => Add(() => _end = observer.OnCompleted);

    void Add(Action add)
    {
        lock (_lock)
        {
            add();
            if (_isScheduled)
                return;
            _isScheduled = true;
        }
        scheduler.ScheduleOrFallback(this, static batcher => batcher.Flush());
    }

    void Flush()
    {
        List<T> batch;
        Action? end;
        lock (_lock)
        {
            (batch, end) = (_waiting, _end);
            _waiting = [];
        }
        if (batch.Count > 0)
            observer.OnNext(batch);
        end?.Invoke();
        lock (_lock)
        {
            _isScheduled = _waiting.Count > 0 || (end is null && _end is not null);
            if (!_isScheduled)
                return;
        }
        scheduler.ScheduleOrFallback(this, static batcher => batcher.Flush());
    }
}
