using System.Reactive.Concurrency;
using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What nodes say goes a long way to some, and the owner before does not wait until it has arrived.</summary>
sealed class LinksAreNotEmptied : ClusterDefect
{
    static readonly TimeSpan s_long = TimeSpan.FromMilliseconds(1500);

    public override string FoundBy => "law 6";

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => new Node(node, world);

    sealed class Node(ICluster inner, Func<VirtualWorld> world) : TamperedNode(inner)
    {
        public override void Send(ClusterNode node, ReadOnlyMemory<byte> item)
        {
            if (ItemForm.Read(item.Span) is Echo echo)
                Answer(node, echo, null);
            else if (string.CompareOrdinal(Self.Name, node.Name) > 0)
                base.Send(node, item);
            else
                world().Scheduler.Schedule(s_long, () => base.Send(node, item));
        }
    }
}
