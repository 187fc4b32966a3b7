using LeanRx.Server.Hosting;
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
            if (Read(item, out var kind) is var json && (kind != "peers" || json["Note"]!["is"]!.GetValue<string>() != "voided"))
                base.Send(node, item);
        }
    }
}
