using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call about receipts on to another store.</summary>
/// <remarks>Override what should fail, be slow or be counted.</remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingReceiptStore(IReceiptStore inner) : IReceiptStore
{
    /// <summary>The inner store.</summary>
    protected IReceiptStore Inner { get; } = inner;

    /// <inheritdoc/>
    public virtual ValueTask AddAsync(IReadOnlyList<PendingReceipt> receipts, int keep, CancellationToken cancellationToken = default) =>
        Inner.AddAsync(receipts, keep, cancellationToken);

    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<PendingReceipt>> TakeAsync(string applicationId, string clientId,
        CancellationToken cancellationToken = default) =>
        Inner.TakeAsync(applicationId, clientId, cancellationToken);
}
