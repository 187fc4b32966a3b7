using System.Reactive.Concurrency;
using LeanRx.Server.Clustering.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What an owner that was lost had not answered is requested again in another order.</summary>
sealed class ResentOutOfOrder : ClusterDefect
{
    public override string FoundBy => "law 5";

    static readonly TimeSpan s_together = TimeSpan.FromMilliseconds(100);

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => new Node(node, world);

    sealed class Node(ICluster inner, Func<VirtualWorld> world) : TamperedNode(inner)
    {
        Stack<(ClusterNode Node, ReadOnlyMemory<byte> Item)>? _again;

        public override void LoseNode(ClusterNode node)
        {
            _again ??= new();
            base.LoseNode(node);
            world().Scheduler.Schedule(s_together, () =>
            {
                var again = _again;
                _again = null;
                while (again?.TryPop(out var it) == true)
                    base.Send(it.Node, it.Item);
            });
        }

        public override void Send(ClusterNode node, ReadOnlyMemory<byte> item)
        {
            if (_again is not null && ItemForm.Read(item.Span) is HandleFrame)
                _again.Push((node, item));
            else
                base.Send(node, item);
        }
    }
}
