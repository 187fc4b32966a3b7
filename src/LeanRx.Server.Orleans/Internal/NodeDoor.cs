namespace LeanRx.Server.Orleans.Internal;

/// <summary>Leads the calls of other nodes away from Orleans' own threads. Who comes before the engine is there waits.</summary>
sealed class NodeDoor
{
    readonly TaskCompletionSource<NodeCalls> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open(NodeCalls calls) => _opened.TrySetResult(calls);

    public Task<T> PassAsync<T>(Func<NodeCalls, Task<T>> call) =>
        Task.Run(async () => await call(await _opened.Task.ConfigureAwait(false)).ConfigureAwait(false));
}
