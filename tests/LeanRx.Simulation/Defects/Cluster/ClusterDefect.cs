using LeanRx.Server.Hosting;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A defect that shows over several nodes.</summary>
abstract class ClusterDefect : Defect
{
    public sealed override int Nodes => 3;

    protected virtual ICluster Make(ICluster node, Func<VirtualWorld> world) => node;

    public sealed override ICluster Change(ICluster node, Func<VirtualWorld> world) => Make(node, world);
}
