using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A write and the task that its caller holds.</summary>
abstract class PendingWrite<T>(SlotClaim? claim, DateTimeOffset begun, CancellationToken cancellationToken) : WriteOperation(claim, begun)
{
    readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Done => _done.Task;

    public override bool IsCancelled => cancellationToken.IsCancellationRequested;

    public override void Complete()
    {
        try
        {
            _done.TrySetResult(Outcome());
        }
        catch (WriteRefusedException exception)
        {
            _done.TrySetException(exception);
        }
    }

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    public override void Cancel() => _done.TrySetCanceled(cancellationToken);

    /// <summary>What came of it, once it was committed.</summary>
    /// <exception cref="WriteRefusedException">It changed nothing.</exception>
    protected abstract T Outcome();
}
