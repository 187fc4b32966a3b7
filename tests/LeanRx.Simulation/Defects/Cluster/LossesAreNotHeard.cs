using System.Reactive.Concurrency;
using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A node does not hear of each that is lost, until all is quiet.</summary>
sealed class LossesAreNotHeard : ClusterDefect
{
    static readonly TimeSpan s_late = TimeSpan.FromMinutes(3);

    public override string FoundBy => "law 5";

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => new Node(node, world);

    sealed class Node(ICluster inner, Func<VirtualWorld> world) : TamperedNode(inner)
    {
        bool _isDeaf;

        public override void LoseNode(ClusterNode node)
        {
            _isDeaf = !_isDeaf;
            if (_isDeaf)
                world().Scheduler.Schedule(s_late, () => base.LoseNode(node));
            else
                base.LoseNode(node);
        }
    }
}
