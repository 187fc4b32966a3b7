namespace LeanRx.Server.Storage;

/// <summary>Stores receipts for senders who are offline.</summary>
public interface IReceiptStore
{
    /// <summary>Stores receipts.</summary>
    /// <remarks>Of each sender the newest are kept.</remarks>
    /// <param name="keep">How many to keep for each sender.</param>
    ValueTask AddAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default);

    /// <summary>Returns the receipts stored for a client, oldest first, and deletes them.</summary>
    ValueTask<IReadOnlyList<PendingReceipt>> TakeAsync(string applicationId, string clientId, CancellationToken cancellationToken = default);
}
