namespace LeanRx.Server.Storage.Internal;

/// <summary>Receipts in memory.</summary>
sealed class InMemoryReceiptStore(Func<string, InMemoryApplication> app, InMemoryWrites writes) : IReceiptStore
{
    public ValueTask AddAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default) =>
        writes.To(receipts, static receipt => (receipt.ApplicationId, receipt.ConversationId))
            .RunAsync(() => { foreach (var receipt in receipts) app(receipt.ApplicationId).AddPendingReceipt(receipt, keep); }, cancellationToken);

    public ValueTask<IReadOnlyList<PendingReceipt>> TakeAsync(string applicationId, string clientId, CancellationToken cancellationToken = default) =>
        writes.RunAsync(() => app(applicationId).TakePendingReceipts(clientId), cancellationToken);
}
