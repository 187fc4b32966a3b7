using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Receipts in SQLite.</summary>
sealed class SqliteReceiptStore(ReaderPool readers, WriteQueue writes) : IReceiptStore
{
    int _adding;

    public async ValueTask AddAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default)
    {
        PendingReceipt[] given = [.. receipts];
        Interlocked.Increment(ref _adding);
        try
        {
            await writes.RunAsync(connection => ReceiptTable.Add(connection, given, keep), cancellationToken).ConfigureAwait(false);
        }
        finally
        {
            Interlocked.Decrement(ref _adding);
        }
    }

    // Mostly there is none: a login then writes nothing. While some are on their way they are waited for.
    public async ValueTask<IReadOnlyList<PendingReceipt>> TakeAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Volatile.Read(ref _adding) == 0
            && !await readers.RunAsync(connection => ReceiptTable.Has(connection, applicationId, clientId), cancellationToken).ConfigureAwait(false) ? []
            : await writes.RunAsync(connection => ReceiptTable.Take(connection, applicationId, clientId), cancellationToken).ConfigureAwait(false);
}
