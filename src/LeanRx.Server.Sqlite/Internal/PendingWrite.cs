namespace LeanRx.Server.Sqlite.Internal;

/// <summary>A write and the task that its caller holds.</summary>
sealed class PendingWrite<T>(Func<StoreConnection, T> work, CancellationToken cancellationToken) : WriteOperation
{
    readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    T _result = default!;
    Exception? _refusal;

    public Task<T> Done => _done.Task;

    public override bool IsCancelled => cancellationToken.IsCancellationRequested;

    public override void Execute(StoreConnection connection)
    {
        _refusal = null;
        try
        {
            _result = work(connection);
        }
        catch (WriteRefusedException exception)
        {
            _refusal = exception;
        }
    }

    public override void Complete()
    {
        if (_refusal is null) _done.TrySetResult(_result);
        else _done.TrySetException(_refusal);
    }

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    public override void Cancel() => _done.TrySetCanceled(cancellationToken);
}
