using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Receipts in SQLite.</summary>
sealed class SqliteReceiptStore(WriteQueue writes) : IReceiptStore
{
    public ValueTask AddAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default)
    {
        PendingReceipt[] given = [.. receipts];
        return writes.RunAsync(connection => ReceiptTable.Add(connection, given, keep), cancellationToken);
    }

    public ValueTask<IReadOnlyList<PendingReceipt>> TakeAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(connection => ReceiptTable.Take(connection, applicationId, clientId), cancellationToken);
}
