using System.Reactive.Concurrency;
using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>What a lost node said arrives after the others have given it up.</summary>
sealed class LateRepliesAreTaken : ClusterDefect
{
    public override string FoundBy => "law 15";

    static readonly TimeSpan s_late = TimeSpan.FromSeconds(3);

    readonly Dictionary<ClusterNode, Node> _nodes = [];

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => _nodes[node.Self] = new Node(node, _nodes, world);

    sealed class Node(ICluster inner, Dictionary<ClusterNode, Node> nodes, Func<VirtualWorld> world) : TamperedNode(inner)
    {
        readonly List<(DateTimeOffset At, ClusterNode To, ReadOnlyMemory<byte> Item)> _said = [];

        public override void Send(ClusterNode node, ReadOnlyMemory<byte> item)
        {
            _said.Add((world().Clock.Now, node, item));
            base.Send(node, item);
        }

        public override void LoseNode(ClusterNode node)
        {
            base.LoseNode(node);
            if (!nodes.TryGetValue(node, out var lost))
                return;
            var late = lost._said.Where(said => said.To == Self && said.At > world().Clock.Now - s_late).ToList();
            world().Scheduler.Schedule(s_late, () => late.ForEach(said => Engine.Receive(node, said.Item)));
        }
    }
}
