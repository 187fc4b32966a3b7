using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Hands slots of this node to others, in good order: what has begun is completed, then the other claims them.</summary>
sealed class Moves(Owners owners, NodeClient client, ClusterNode self, IClusterEngine engine, ILogger log)
{
    /// <summary>So many slots move at a time: the clients of the others are served meanwhile.</summary>
    public const int AtATime = 32;

    readonly Task?[] _moving = new Task?[Slots.Count];

    /// <summary>Completes when a slot that is about to move has moved.</summary>
    public Task ArrivedAsync(int slot) => Volatile.Read(ref _moving[slot]) ?? Task.CompletedTask;

    /// <summary>Hands some slots over.</summary>
    /// <param name="claims">Those by which this node owns them.</param>
    /// <returns>Whether the other owns all of them now. This node claims again what it does not.</returns>
    public async Task<bool> MoveAsync(ClusterNode node, IReadOnlyList<SlotClaim> claims)
    {
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        foreach (var claim in claims)
            Volatile.Write(ref _moving[claim.Slot], arrived.Task);
        try
        {
            foreach (var claim in claims)
                await engine.EndSlotAsync(claim).ConfigureAwait(false);
            foreach (var claim in claims)
                owners.Forget(new SlotOwner(self, claim));
            var taken = await client.OwnAsync(node, [.. claims.Select(static claim => claim.Slot)],
                claims.ToDictionary(static claim => claim.Slot, static claim => claim.Epoch)).ConfigureAwait(false);
            foreach (var owner in taken)
                owners.Note(owner);
            ClusterLog.HandsOver(log, taken.Count, node);
            return taken.Count == claims.Count;
        }
        catch (Exception exception)
        {
            ClusterLog.TriesAgain(log, exception, "handing over slots");
            foreach (var claim in claims)
                owners.Forget(new SlotOwner(self, claim));
            return false;
        }
        finally
        {
            foreach (var claim in claims)
                Volatile.Write(ref _moving[claim.Slot], null);
            arrived.SetResult();
        }
    }
}
