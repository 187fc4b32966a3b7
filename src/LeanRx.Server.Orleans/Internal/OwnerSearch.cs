using System.Diagnostics;
using System.Reactive.Concurrency;
using LeanRx.Server.Hosting;
using LeanRx.Server.PostgreSql.Internal;
using LeanRx.Server.Storage;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Finds the owner of a slot: what is remembered, while it can be trusted; or else the table, and a claim where nobody owns it.</summary>
sealed class OwnerSearch(Owners owners, Claims claims, Moves moves, Membership membership, NodeClient client, IScheduler scheduler, ILogger log)
{
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    /// <summary>So long a search goes on while database and nodes do not answer, as long as a write waits for the database.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(10);

    public ValueTask<SlotOwner> FindAsync(int slot, SlotOwner? stale, CancellationToken cancellationToken) =>
        Remembered(slot, stale) is { } known ? new(known) : new(SearchAsync(slot, stale, cancellationToken));

    SlotOwner? Remembered(int slot, SlotOwner? stale) => membership.IsCurrent && owners.Of(slot) is { } known && known != stale ? known : null;

    async Task<SlotOwner> SearchAsync(int slot, SlotOwner? stale, CancellationToken cancellationToken)
    {
        var begun = Stopwatch.GetTimestamp();
        while (true)
        {
            Exception? fault = null;
            try
            {
                if (!membership.IsCurrent)
                    await membership.ReadAsync().ConfigureAwait(false);
                await moves.ArrivedAsync(slot).WaitAsync(cancellationToken).ConfigureAwait(false);
                if (Remembered(slot, stale) is { } known)
                    return known;
                if (await AskAsync(slot, stale).WaitAsync(cancellationToken).ConfigureAwait(false) is { } found)
                    return found;
            }
            catch (Exception exception) when (exception is not (NodeEndedException or OperationCanceledException))
            {
                ClusterLog.TriesAgain(log, exception, "finding the owner of a slot");
                fault = exception;
            }
            if (Stopwatch.GetElapsedTime(begun) > s_patience)
                throw new StoreUnavailableException($"The owner of slot {slot} was not found in time: database or nodes do not answer.", fault);
            await Waiting.ForAsync(scheduler, s_pause, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Has the slot owned by the node that should, and returns it; null where that has to be tried again.</summary>
    async Task<SlotOwner?> AskAsync(int slot, SlotOwner? stale)
    {
        if (stale is not null)
            owners.Forget(stale);
        var row = (await claims.ClaimAsync([]).ConfigureAwait(false))[slot];
        if (Remembered(slot, stale) is { } known)
            return known;
        // Who made the latest claim knows of it, or has let go of the slot since.
        var view = membership.View;
        if ((row.Owner is { } owner && view.Has(owner) ? owner : view.WinnerOf(slot)) is not { } node)
            return null;
        if (node == membership.Self)
        {
            await claims.ClaimAsync([slot]).ConfigureAwait(false);
            return Remembered(slot, stale);
        }
        foreach (var told in await client.OwnAsync(node, [slot]).ConfigureAwait(false))
        {
            owners.Note(told);
            return told;
        }
        return null;
    }
}
