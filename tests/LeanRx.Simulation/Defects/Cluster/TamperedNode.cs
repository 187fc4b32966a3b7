using System.Text.Json;
using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Simulation;

/// <summary>What stands between one engine and its cluster, and passes everything on as it is, unless told otherwise.</summary>
abstract class TamperedNode(ICluster inner) : ICluster, IClusterEngine
{
    protected ICluster Inner => inner;

    protected IClusterEngine Engine { get; private set; } = null!;

    public ClusterNode Self => inner.Self;

    public virtual IReadOnlyCollection<ClusterNode> Nodes => inner.Nodes;

    public void Start(IClusterEngine engine)
    {
        Engine = engine;
        inner.Start(this);
    }

    public virtual ValueTask<SlotOwner> FindOwnerAsync(int slot, SlotOwner? stale = null, CancellationToken cancellationToken = default) =>
        inner.FindOwnerAsync(slot, stale, cancellationToken);

    public virtual void Send(ClusterNode node, ReadOnlyMemory<byte> item) => inner.Send(node, item);

    public virtual void Receive(ClusterNode from, ReadOnlyMemory<byte> item) => Engine.Receive(from, item);

    public virtual void BeginSlot(SlotClaim claim) => Engine.BeginSlot(claim);

    public virtual ValueTask EndSlotAsync(SlotClaim claim, CancellationToken cancellationToken = default) => Engine.EndSlotAsync(claim, cancellationToken);

    public virtual void LoseNode(ClusterNode node) => Engine.LoseNode(node);

    /// <summary>Answers a request as the node that is asked would.</summary>
    private protected void Answer(ClusterNode from, ClusterRequest request, JsonElement? result) =>
        Engine.Receive(from, ItemForm.Write(new Answer(request.Number, null, result)));
}
