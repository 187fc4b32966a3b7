using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>A message that is to be stored: most writes are one, and keep nothing but it.</summary>
sealed class PendingAppend(StoredMessage message, SlotClaim? claim, DateTimeOffset begun, CancellationToken cancellationToken)
    : PendingWrite<AppendResult>(claim, begun, cancellationToken)
{
    MessageInsert? _insert;
    int _number;
    Func<AppendResult>? _found;

    public override bool NeedsAnswers => false;

    public override void Compose(Batch batch) => (_insert, _number) = batch.Add(message, isImport: false);

    public override async ValueTask FindAsync(Session session) => _found = await MessageTable.FindOutcomeAsync(session, message).ConfigureAwait(false);

    protected override AppendResult Outcome() => _found is null ? _insert!.Appended(message, _number) : _found();
}
