using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Claims slots for this node: those that somebody needs while one claim is under way go into the next.</summary>
sealed class Claims(ClusterRows rows, Owners owners, Membership membership, ClusterNode self, IClusterEngine engine)
{
    readonly Lock _lock = new();
    readonly SemaphoreSlim _claiming = new(1, 1);
    Dictionary<int, long> _wanted = [];
    Task<IReadOnlyList<SlotRow>>? _next;

    /// <summary>Claims those of the slots that this node may have, and takes note of who owns the others.</summary>
    /// <param name="slots">The slots; none for taking note alone.</param>
    /// <param name="released">The epochs by which other nodes have let go of some of them.</param>
    /// <returns>The table as it was before.</returns>
    public Task<IReadOnlyList<SlotRow>> ClaimAsync(IEnumerable<int> slots, IReadOnlyDictionary<int, long>? released = null)
    {
        lock (_lock)
        {
            foreach (var slot in slots)
                _wanted[slot] = Math.Max(released?.GetValueOrDefault(slot) ?? 0, _wanted.GetValueOrDefault(slot));
            return _next ??= Task.Run(RunAsync);
        }
    }

    async Task<IReadOnlyList<SlotRow>> RunAsync()
    {
        await _claiming.WaitAsync().ConfigureAwait(false);
        try
        {
            Dictionary<int, long> wanted;
            lock (_lock)
                (wanted, _wanted, _next) = (_wanted, [], null);
            return await ClaimNowAsync(wanted).ConfigureAwait(false);
        }
        finally
        {
            _claiming.Release();
        }
    }

    async Task<IReadOnlyList<SlotRow>> ClaimNowAsync(Dictionary<int, long> wanted)
    {
        var table = await rows.ReadSlotsAsync().ConfigureAwait(false);
        foreach (var row in table)
            if (row.Owner is { } owner && owner != self && wanted.GetValueOrDefault(row.Claim.Slot) != row.Claim.Epoch && membership.View.Has(owner))
                owners.Note(new SlotOwner(owner, row.Claim));
        var open = wanted.Where(slot => owners.Of(slot.Key) is not { } known || known.Node != self || known.Claim != table[slot.Key].Claim)
            .OrderBy(static slot => slot.Key).Select(slot => (table[slot.Key].Claim, table[slot.Key].Claim.Epoch == slot.Value)).ToList();
        if (open.Count == 0)
            return table;
        foreach (var claim in (await rows.ClaimAsync(open).ConfigureAwait(false)).OrderBy(static claim => claim.Slot))
        {
            engine.BeginSlot(claim);
            owners.Note(new SlotOwner(self, claim));
        }
        return table;
    }
}
