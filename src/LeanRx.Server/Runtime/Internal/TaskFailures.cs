namespace LeanRx.Server.Runtime.Internal;

/// <summary>Failures of tasks that perhaps nobody awaits.</summary>
internal static class TaskFailures
{
    /// <summary>Notes a failure, so that it is none that nobody observed. Whoever awaits the task sees it all the same.</summary>
    public static void ObserveFailure(this Task task) => _ = task.ContinueWith(static failed => failed.Exception, CancellationToken.None,
        TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
}
