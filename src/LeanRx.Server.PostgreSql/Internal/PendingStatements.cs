using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A write of any kind.</summary>
/// <param name="compose">Adds the statements, and returns what reads the outcome from their answers.</param>
/// <param name="find">Finds the outcome in the database; null where it cannot be found afterwards.</param>
sealed class PendingStatements<T>(Func<Batch, Func<T>> compose, Func<Session, ValueTask<Func<T>>>? find, SlotClaim? claim,
    DateTimeOffset begun, CancellationToken cancellationToken) : PendingWrite<T>(claim, begun, cancellationToken)
{
    Func<T>? _outcome;

    public override bool NeedsAnswers => find is null;

    public override void Compose(Batch batch) => _outcome = compose(batch);

    public override async ValueTask FindAsync(Session session)
    {
        if (find is not null) _outcome = await find(session).ConfigureAwait(false);
    }

    protected override T Outcome() => _outcome!();
}
