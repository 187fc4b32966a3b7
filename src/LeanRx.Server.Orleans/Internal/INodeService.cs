using Orleans;
using Orleans.Services;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>All that nodes say to each other through Orleans. Each call names the node from which it comes.</summary>
interface INodeService : IGrainService
{
    /// <summary>Takes a batch of items (<see cref="LinkBatch"/>).</summary>
    /// <param name="number">Numbered from 1; one that was taken already is taken as said again.</param>
    /// <param name="batch">It does not change, and so Orleans makes no copy of it.</param>
    /// <returns>Whether it was taken: false where the sender is not there for this node.</returns>
    Task<bool> ReceiveAsync(string from, long number, [Immutable] byte[] batch);

    /// <summary>Sees to it that slots have an owner.</summary>
    /// <param name="slots">The slots.</param>
    /// <param name="released">For each the epoch by which the caller has let go of it, or 0.</param>
    /// <returns>For each the epoch by which the called node owns it, or 0 where it does not.</returns>
    Task<long[]> OwnAsync(string from, int[] slots, long[] released);
}
