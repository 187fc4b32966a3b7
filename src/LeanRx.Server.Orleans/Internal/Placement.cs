using LeanRx.Server.Hosting;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Gives the slots of this node to those who win them: to a node that has come, and to the others before this one leaves.</summary>
sealed class Placement(Owners owners, Moves moves, ClusterRows rows, Membership membership)
{
    readonly SemaphoreSlim _placing = new(1, 1);
    volatile bool _isLeaving;

    public bool IsLeaving => _isLeaving;

    /// <summary>Hands over what others win.</summary>
    public async Task RebalanceAsync()
    {
        if (_isLeaving)
            return;
        await _placing.WaitAsync().ConfigureAwait(false);
        try
        {
            await MoveAsync(() => _isLeaving).ConfigureAwait(false);
        }
        finally
        {
            _placing.Release();
        }
    }

    /// <summary>Hands over everything, as far as there are others.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        _isLeaving = true;
        await _placing.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await rows.SayServesAsync(false).ConfigureAwait(false);
            await membership.ReadAsync().ConfigureAwait(false);
            while (await MoveAsync(() => cancellationToken.IsCancellationRequested).ConfigureAwait(false))
                await membership.ReadAsync().ConfigureAwait(false);
        }
        finally
        {
            _placing.Release();
        }
    }

    /// <returns>Whether any slot has moved.</returns>
    async Task<bool> MoveAsync(Func<bool> isOver)
    {
        var hasMoved = false;
        foreach (var share in owners.Own.GroupBy(claim => membership.View.WinnerOf(claim.Slot)).ToList())
            if (share.Key is { } node && node != membership.Self)
                // A node does more slowly what it does for the first time: for that none but the clients of one slot wait.
                foreach (var claims in share.Chunk(1).Take(1).Concat(share.Skip(1).Chunk(Moves.AtATime)))
                {
                    if (isOver())
                        return hasMoved;
                    if (!await moves.MoveAsync(node, claims).ConfigureAwait(false))
                        break;
                    hasMoved = true;
                }
        return hasMoved;
    }
}
