using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Receipts in PostgreSQL.</summary>
sealed class PostgreSqlReceiptStore(Writes writes) : IReceiptStore
{
    public ValueTask AddAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default)
    {
        PendingReceipt[] given = [.. receipts];
        return writes.To(given, static receipt => (receipt.ApplicationId, receipt.ConversationId))
            .RunAsync(batch => ReceiptTable.Add(batch, given, keep), cancellationToken);
    }

    // What is taken is gone with the commit, so that it is read before.
    public ValueTask<IReadOnlyList<PendingReceipt>> TakeAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(batch => ReceiptTable.Take(batch, applicationId, clientId), find: null, cancellationToken);
}
