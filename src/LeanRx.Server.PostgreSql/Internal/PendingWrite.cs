namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A write and the task that its caller holds.</summary>
/// <param name="compose">Adds the statements, and returns what reads the outcome from their answers.</param>
/// <param name="find">Finds the outcome in the database; null where it cannot be found afterwards.</param>
sealed class PendingWrite<T>(Func<Batch, Func<T>> compose, Func<Session, ValueTask<Func<T>>>? find, DateTimeOffset begun, CancellationToken cancellationToken)
    : WriteOperation(begun)
{
    readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    Func<T>? _outcome;

    public Task<T> Done => _done.Task;

    public override bool IsCancelled => cancellationToken.IsCancellationRequested;

    public override bool NeedsAnswers => find is null;

    public override void Compose(Batch batch) => _outcome = compose(batch);

    public override async ValueTask FindAsync(Session session)
    {
        if (find is not null) _outcome = await find(session).ConfigureAwait(false);
    }

    public override void Complete()
    {
        try
        {
            _done.TrySetResult(_outcome!());
        }
        catch (WriteRefusedException exception)
        {
            _done.TrySetException(exception);
        }
    }

    public override void Fail(Exception exception) => _done.TrySetException(exception);

    public override void Cancel() => _done.TrySetCanceled(cancellationToken);
}
