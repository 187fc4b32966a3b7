using System.Reactive.Concurrency;
using LeanRx.Server.Hosting;
using LeanRx.Server.PostgreSql.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Sees to it that slots without an owner get one: this node claims those that it wins, and asks the winners of the others.</summary>
sealed class Settlement(Claims claims, Owners owners, Membership membership, NodeClient client, IScheduler scheduler, ILogger log)
{
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>Completes when the table has no slot of that kind any more.</summary>
    /// <param name="stuck">Done before it is tried again what was tried in vain.</param>
    public async Task SettleAsync(Func<SlotRow, bool> isOpen, CancellationToken cancellationToken, Func<Task>? stuck = null)
    {
        for (var before = int.MaxValue; ;)
        {
            cancellationToken.ThrowIfCancellationRequested();
            await membership.ThrowIfEndedAsync().ConfigureAwait(false);
            var count = before;
            try
            {
                var open = (await claims.ClaimAsync([]).ConfigureAwait(false)).Where(isOpen).Select(static row => row.Claim.Slot).ToList();
                if (open.Count == 0)
                    return;
                count = open.Count;
                if (count < before)
                    await Task.WhenAll(open.GroupBy(membership.View.WinnerOf).Select(slots => OwnAsync(slots.Key, [.. slots]))).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is not OperationCanceledException)
            {
                ClusterLog.TriesAgain(log, exception, "claiming what nobody owns");
            }
            if (count < before)
            {
                before = count;
                continue;
            }
            before = int.MaxValue;
            if (stuck is not null)
                await stuck().ConfigureAwait(false);
            await Waiting.ForAsync(scheduler, s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    async Task OwnAsync(ClusterNode? winner, IReadOnlyList<int> slots)
    {
        if (winner == membership.Self)
            await claims.ClaimAsync(slots).ConfigureAwait(false);
        else if (winner is not null)
            foreach (var owner in await client.OwnAsync(winner, slots).ConfigureAwait(false))
                owners.Note(owner);
    }
}
