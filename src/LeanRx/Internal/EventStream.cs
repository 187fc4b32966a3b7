using System.Reactive.Disposables;

namespace LeanRx.Internal;

/// <summary>
/// A hot stream for users. Values are published from anywhere, heard on the notification queue, one at a time. An observer that throws is unsubscribed and
/// reported; the others hear the value all the same (law 9). Ends by completion, never by an error (law 2).
/// </summary>
internal sealed class EventStream<T> : IObservable<T>, INotificationTarget where T : class
{
    readonly NotificationQueue _queue;
    readonly Action<Exception> _observerThrew;
    readonly object _lock = new();
    IObserver<T>[] _observers = [];
    bool _completed;

    public EventStream(NotificationQueue queue, Action<Exception> observerThrew)
    {
        _queue = queue;
        _observerThrew = observerThrew;
    }

    public bool HasObservers => Volatile.Read(ref _observers).Length > 0;

    public void Publish(T value) => _queue.Post(this, value);

    public void Complete() => _queue.Post(this, null);

    public IDisposable Subscribe(IObserver<T> observer)
    {
        lock (_lock)
        {
            if (!_completed)
            {
                _observers = [.. _observers, observer];
                return Disposable.Create((this, observer), static it => it.Item1.Remove(it.observer));
            }
        }
        observer.OnCompleted();
        return Disposable.Empty;
    }

    void INotificationTarget.Deliver(object? item)
    {
        if (item is T value)
        {
            foreach (var observer in Volatile.Read(ref _observers))
                DeliverTo(observer, value);
            return;
        }
        IObserver<T>[] observers;
        lock (_lock)
        {
            _completed = true;
            observers = _observers;
            _observers = [];
        }
        foreach (var observer in observers)
            CompleteOne(observer);
    }

    /// <summary>Delivers one value to one observer, fenced. Call it on the notification queue only.</summary>
    public void DeliverTo(IObserver<T> observer, T value)
    {
        try
        {
            observer.OnNext(value);
        }
        catch (Exception exception)
        {
            Remove(observer);
            _observerThrew(exception);
        }
    }

    void CompleteOne(IObserver<T> observer)
    {
        try
        {
            observer.OnCompleted();
        }
        catch (Exception exception)
        {
            _observerThrew(exception);
        }
    }

    void Remove(IObserver<T> observer)
    {
        lock (_lock)
        {
            var index = Array.IndexOf(_observers, observer);
            if (index >= 0)
                _observers = [.. _observers.AsSpan(0, index), .. _observers.AsSpan(index + 1)];
        }
    }
}
