namespace LeanRx.Server.Hosting;

/// <summary>The nodes that serve the same applications together, as an engine needs them: who is there, who owns which slot, and a way to each.</summary>
/// <remarks>
/// An engine without a cluster is alone: it owns every slot. What is stored stays right under any implementation, since the store refuses whoever no longer
/// owns a slot (<see cref="LeanRx.Server.Storage.IFencedStore"/>); how soon everybody is served depends on it.
/// </remarks>
public interface ICluster
{
    /// <summary>This node.</summary>
    ClusterNode Self { get; }

    /// <summary>The nodes that are there, this one among them.</summary>
    /// <remarks>A node that has left is not among them any more when <see cref="IClusterEngine.LoseNode"/> tells of it.</remarks>
    IReadOnlyCollection<ClusterNode> Nodes { get; }

    /// <summary>Starts telling the engine what happens.</summary>
    /// <remarks>Called once, when the engine can take it.</remarks>
    void Start(IClusterEngine engine);

    /// <summary>Returns the owner of a slot.</summary>
    /// <remarks>
    /// A slot that has none is claimed, for this node or for another. A node that has not heard of the others for so long that they may have given it up must
    /// not answer from what it remembers: clients would take for current what it knows no longer.
    /// </remarks>
    /// <param name="slot">The slot.</param>
    /// <param name="stale">An owner that turned out to be none, so that no older answer is given.</param>
    /// <param name="cancellationToken">Cancels the call.</param>
    /// <exception cref="NodeEndedException">This node is part of the cluster no longer.</exception>
    ValueTask<SlotOwner> FindOwnerAsync(int slot, SlotOwner? stale = null, CancellationToken cancellationToken = default);

    /// <summary>Queues an item for another node.</summary>
    /// <remarks>
    /// Items to one node arrive in order, each at most once. Where some cannot arrive, no later ones do, and <see cref="IClusterEngine.LoseNode"/> tells of it.
    /// </remarks>
    /// <param name="node">The node.</param>
    /// <param name="item">The item. It does not change afterwards.</param>
    void Send(ClusterNode node, ReadOnlyMemory<byte> item);

    /// <summary>Hands over what this node owns, as far as there are others, and takes nothing more.</summary>
    /// <remarks>Called by a server that stops, before it closes its last sockets. The node goes on answering.</remarks>
    Task LeaveAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;
}
