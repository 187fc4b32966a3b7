namespace LeanRx.Streams.Internal;

/// <summary>An observer of the client's own streams, which never end in an error.</summary>
internal sealed class Handler<T>(Action<T> next, Action? completed = null) : IObserver<T>
{
    public void OnNext(T value) => next(value);

    public void OnError(Exception error)
    {
        // There is none.
    }

    public void OnCompleted() => completed?.Invoke();
}
