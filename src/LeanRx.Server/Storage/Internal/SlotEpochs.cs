namespace LeanRx.Server.Storage.Internal;

/// <summary>The latest claims of all slots, in memory.</summary>
sealed class SlotEpochs
{
    readonly Lock _lock = new();
    readonly long[] _epochs = new long[Slots.Count];

    public IReadOnlyList<SlotClaim> Claim(IReadOnlyCollection<int> slots)
    {
        lock (_lock) return [.. slots.Distinct().Order().Select(slot => new SlotClaim(slot, ++_epochs[slot]))];
    }

    /// <summary>Does something while nobody can claim the slot.</summary>
    /// <exception cref="StaleOwnerException">The slot has been claimed anew.</exception>
    public T Hold<T>(SlotClaim claim, Func<T> work)
    {
        lock (_lock) return _epochs[claim.Slot] == claim.Epoch ? work() : throw new StaleOwnerException(claim);
    }
}
