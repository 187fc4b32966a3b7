namespace LeanRx.Runtime.Internal;

/// <summary>Brings the end of a task into a gate.</summary>
internal static class GateTasks
{
    /// <summary>Runs work in the gate when the task has ended, however it did.</summary>
    public static void PostWhenDone<TState, TResult>(this SerialGate gate, Task<TResult> task, TState state, Action<TState, Task<TResult>> work) =>
        task.ContinueWith(
        static (task, ending) => ((Ending<TState, TResult>)ending!).Post(task),
        new Ending<TState, TResult>(gate, state, work),
        CancellationToken.None,
        TaskContinuationOptions.ExecuteSynchronously,
        TaskScheduler.Default);

    sealed class Ending<TState, TResult>(SerialGate gate, TState state, Action<TState, Task<TResult>> work)
    {
        public void Post(Task<TResult> task) => gate.Post((state, work), task, static (ending, task) => ending.work(ending.state, task));
    }
}
