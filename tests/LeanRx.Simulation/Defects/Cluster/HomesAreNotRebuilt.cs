using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Who takes over a slot is not told who is connected.</summary>
sealed class HomesAreNotRebuilt : ClusterDefect
{
    public override string FoundBy => "law 8";

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => new Node(node);

    sealed class Node(ICluster inner) : TamperedNode(inner)
    {
        public override void Send(ClusterNode node, ReadOnlyMemory<byte> item) =>
            base.Send(node, ItemForm.Read(item.Span) is TellSlot told ? ItemForm.Write(told with { Seats = [] }) : item);
    }
}
