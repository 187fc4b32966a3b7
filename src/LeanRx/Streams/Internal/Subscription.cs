namespace LeanRx.Streams.Internal;

/// <summary>One observer of one stream. After it was disposed the observer is not called again.</summary>
internal sealed class Subscription<T>(SubscriptionList<T> list, IObserver<T> observer) : IDisposable
{
    volatile bool _disposed;

    public bool IsDisposed => _disposed;

    /// <summary>Gives the observer a value. An observer that throws is unsubscribed and reported.</summary>
    public void Next(T value, Action<Exception> observerThrew)
    {
        if (_disposed)
            return;
        try
        {
            observer.OnNext(value);
        }
        catch (Exception exception)
        {
            Dispose();
            observerThrew(exception);
        }
    }

    public void Complete(Action<Exception> observerThrew)
    {
        if (_disposed)
            return;
        _disposed = true;
        try
        {
            observer.OnCompleted();
        }
        catch (Exception exception)
        {
            observerThrew(exception);
        }
    }

    public void Dispose()
    {
        _disposed = true;
        list.Remove(this);
    }
}
