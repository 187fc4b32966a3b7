namespace LeanRx.Server.Storage.Internal;

/// <summary>Receipts in memory.</summary>
sealed class InMemoryReceiptStore(Func<string, InMemoryApplication> app) : IReceiptStore
{
    public ValueTask AddAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default) =>
        Completed.From(() => { foreach (var receipt in receipts) app(receipt.ApplicationId).AddPendingReceipt(receipt, keep); }, cancellationToken);

    public ValueTask<IReadOnlyList<PendingReceipt>> TakeAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        Completed.From(() => app(applicationId).TakePendingReceipts(clientId), cancellationToken);
}
