namespace LeanRx.Server.Storage;

/// <summary>A store that several nodes write, each the slots that it has claimed.</summary>
/// <remarks>
/// <para>Writes of a claim and a later claim of the same slot exclude each other: when <see cref="ClaimAsync"/> has completed, every write of an earlier claim
/// either is stored, and seen by every read that begins from then on, or is never stored. So whoever loads a conversation after its claim knows all that was
/// acknowledged by the owner before.</para>
/// <para>The store itself, as an <see cref="IMessageStore"/>, is bound to no claim: it reads everything, and writes what belongs to no conversation.</para>
/// </remarks>
public interface IFencedStore : IMessageStore
{
    /// <summary>Claims slots for a node.</summary>
    /// <remarks>Earlier claims of these slots are void when this has completed. All of them are claimed, or none.</remarks>
    /// <param name="slots">The slots, each from 0 to <see cref="Slots.Count"/> - 1.</param>
    /// <param name="node">The name of the node. It is kept for those who look into the store.</param>
    /// <returns>A claim for each slot, ascending by slot.</returns>
    /// <exception cref="ClaimRefusedException">The node is not one of those that may claim slots.</exception>
    /// <exception cref="ArgumentOutOfRangeException">There is no such slot.</exception>
    ValueTask<IReadOnlyList<SlotClaim>> ClaimAsync(IReadOnlyCollection<int> slots, string node, CancellationToken cancellationToken = default);

    /// <summary>Returns the same store for the writes of a claim.</summary>
    /// <remarks>
    /// <para>It reads everything. A write is stored while the claim is the latest of its slot, and fails with <see cref="StaleOwnerException"/> afterwards.
    /// A write to a conversation of another slot fails with <see cref="ArgumentException"/>, and stores nothing. What belongs to a client or a device alone
    /// may be written by any claim: receipts that are taken, kicks, clients for which notifications are kept, devices.</para>
    /// <para>Its writes take effect in order with those of the store itself. Disposing it does nothing.</para>
    /// </remarks>
    IMessageStore OfClaim(SlotClaim claim);
}
