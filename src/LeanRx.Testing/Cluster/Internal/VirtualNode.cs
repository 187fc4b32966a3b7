using LeanRx.Server.Hosting;

namespace LeanRx.Testing.Cluster.Internal;

/// <summary>One node of a <see cref="VirtualCluster"/>, as its engine sees the cluster.</summary>
internal sealed class VirtualNode(VirtualCluster cluster, ClusterNode self) : ICluster
{
    IClusterEngine? _engine;

    public ClusterNode Self => self;

    public IReadOnlyCollection<ClusterNode> Nodes => cluster.Nodes;

    public IClusterEngine Engine => _engine ?? throw new InvalidOperationException($"No engine was made for node '{self.Name}'.");

    public bool IsDead { get; set; }

    public void Start(IClusterEngine engine) => _engine = engine;

    public ValueTask<SlotOwner> FindOwnerAsync(int slot, SlotOwner? stale, CancellationToken cancellationToken) => cluster.FindOwnerAsync(slot);

    public void Send(ClusterNode node, ReadOnlyMemory<byte> item) => cluster.Send(this, node, item);
}
