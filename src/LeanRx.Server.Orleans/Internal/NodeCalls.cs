using LeanRx.Server.Hosting;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Answers the calls of other nodes.</summary>
sealed class NodeCalls(Membership membership, Arrivals arrivals, Owners owners, Claims claims, Moves moves, Func<bool> isLeaving)
{
    public async Task<bool> ReceiveAsync(ClusterNode from, long number, byte[] batch)
    {
        await MeetAsync(from).ConfigureAwait(false);
        return arrivals.Take(from, number, batch);
    }

    public async Task<long[]> OwnAsync(ClusterNode from, int[] slots, long[] released)
    {
        await MeetAsync(from).ConfigureAwait(false);
        if (!membership.View.Has(from))
            return new long[slots.Length];
        foreach (var slot in slots)
            await moves.ArrivedAsync(slot).ConfigureAwait(false);
        var free = slots.Zip(released).Where(static pair => pair.Second > 0).ToDictionary();
        var wanted = isLeaving() ? slots.Where(slot => owners.Of(slot) is null && !free.ContainsKey(slot)) : slots;
        await claims.ClaimAsync(wanted, free).ConfigureAwait(false);
        return [.. slots.Select(slot => owners.Of(slot) is { } owner && owner.Node == membership.Self ? owner.Claim.Epoch : 0)];
    }

    /// <summary>Who calls and is not known may have come since the table was read.</summary>
    async Task MeetAsync(ClusterNode from)
    {
        if (!membership.View.Has(from) || !membership.IsCurrent)
            await membership.ReadAsync().ConfigureAwait(false);
    }
}
