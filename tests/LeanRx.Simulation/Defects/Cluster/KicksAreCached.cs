using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A node believes what it once read of who was kicked.</summary>
sealed class KicksAreCached : ClusterDefect
{
    public override string FoundBy => "law 13";

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => new Node(node);

    sealed class Node(ICluster inner) : TamperedNode(inner)
    {
        public override void Send(ClusterNode node, ReadOnlyMemory<byte> item)
        {
            if (ItemForm.Read(item.Span) is not TellPeers { Note: VoidedNote })
                base.Send(node, item);
        }
    }
}
