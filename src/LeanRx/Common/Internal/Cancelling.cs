namespace LeanRx.Common.Internal;

/// <summary>Ends the wait for what may not listen to its token.</summary>
internal static class Cancelling
{
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public static async Task<T> OrCancelled<T>(this Task<T> task, CancellationToken cancellationToken)
    {
        if (task.IsCompleted || !cancellationToken.CanBeCanceled)
            return await task.ConfigureAwait(false);
        var cancelled = new TaskCompletionSource<T>();
        using var registration = cancellationToken.Register(() => cancelled.TrySetCanceled(cancellationToken));
        var first = await Task.WhenAny(task, cancelled.Task).ConfigureAwait(false);
        if (first != task)
            _ = task.ContinueWith(static late => late.Exception, CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
        return await first.ConfigureAwait(false);
    }
}
