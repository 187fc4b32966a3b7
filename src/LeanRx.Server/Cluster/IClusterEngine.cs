using LeanRx.Server.Storage;

namespace LeanRx.Server.Hosting;

/// <summary>An engine, as its cluster sees it.</summary>
/// <remarks>An implementation of <see cref="ICluster"/> calls it.</remarks>
public interface IClusterEngine
{
    /// <summary>Takes an item that another node has sent.</summary>
    /// <remarks>Called for one item of a node at a time, in the order in which they were sent.</remarks>
    void Receive(ClusterNode from, ReadOnlyMemory<byte> item);

    /// <summary>Takes over a slot.</summary>
    /// <remarks>What comes for the slot waits until the other nodes have said which of its clients are connected to them.</remarks>
    void BeginSlot(SlotClaim claim);

    /// <summary>Lets go of a slot after completing what has begun and saving what is not saved yet.</summary>
    /// <remarks>Called before another node claims the slot in good order.</remarks>
    /// <param name="claim">The claim by which it is owned.</param>
    /// <param name="cancellationToken">Cancels the waiting for what has begun.</param>
    ValueTask EndSlotAsync(SlotClaim claim, CancellationToken cancellationToken = default);

    /// <summary>Takes note that a node has left, and that nothing more comes from it in this life.</summary>
    /// <remarks>
    /// Called when the slots that it owned have been claimed for others: what it stores after that is refused, and of the messages that it stored before
    /// the clients are told.
    /// </remarks>
    void LoseNode(ClusterNode node);
}
