using LeanRx.Server.Storage;

namespace LeanRx.Testing;

/// <summary>Passes every call on to another store that several nodes write.</summary>
/// <remarks>Override what should fail, be slow or be counted.</remarks>
/// <param name="inner">The inner store.</param>
public abstract class ForwardingFencedStore(IFencedStore inner) : ForwardingStore(inner), IFencedStore
{
    /// <inheritdoc/>
    public virtual ValueTask<IReadOnlyList<SlotClaim>> ClaimAsync(IReadOnlyCollection<int> slots, string node, CancellationToken cancellationToken = default) =>
        inner.ClaimAsync(slots, node, cancellationToken);

    /// <inheritdoc/>
    public virtual IMessageStore OfClaim(SlotClaim claim) => inner.OfClaim(claim);
}
