namespace LeanRx.Server.Orleans.Internal;

/// <summary>Who comes before the engine is there waits.</summary>
sealed class NodeDoor
{
    readonly TaskCompletionSource<NodeCalls> _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public void Open(NodeCalls calls) => _opened.TrySetResult(calls);

    public Task<NodeCalls> OpenedAsync() => _opened.Task;
}
