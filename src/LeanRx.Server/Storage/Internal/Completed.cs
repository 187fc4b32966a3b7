namespace LeanRx.Server.Storage.Internal;

/// <summary>Runs work at once and hands its outcome over as a finished task, faults included.</summary>
static class Completed
{
    public static ValueTask<T> From<T>(Func<T> work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled<T>(cancellationToken);
        try
        {
            return new ValueTask<T>(work());
        }
        catch (Exception exception)
        {
            return ValueTask.FromException<T>(exception);
        }
    }

    public static ValueTask From(Action work, CancellationToken cancellationToken)
    {
        if (cancellationToken.IsCancellationRequested) return ValueTask.FromCanceled(cancellationToken);
        try
        {
            work();
            return default;
        }
        catch (Exception exception)
        {
            return ValueTask.FromException(exception);
        }
    }
}
