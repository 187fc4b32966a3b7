using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>A node claims slots though the others have given it up: nobody asks whether it is a member.</summary>
sealed class GivenUpNodesClaim : ClusterDefect
{
    public override string FoundBy => "fence";

    protected override ICluster Make(ICluster node, Func<VirtualWorld> world) => new Node(node, () => world().Cluster!);

    sealed class Node(ICluster inner, Func<VirtualCluster> cluster) : TamperedNode(inner)
    {
        readonly Dictionary<int, SlotOwner> _claimed = [];

        public override async ValueTask<SlotOwner> FindOwnerAsync(int slot, SlotOwner? stale = null, CancellationToken cancellationToken = default)
        {
            if (cluster().Nodes.Contains(Self))
                return await base.FindOwnerAsync(slot, stale, cancellationToken);
            if (_claimed.TryGetValue(slot, out var known) && known != stale)
                return known;
            var claim = (await cluster().Store.ClaimAsync([slot], Self.ToString(), cancellationToken)).Single();
            Engine.BeginSlot(claim);
            return _claimed[slot] = new SlotOwner(Self, claim);
        }
    }
}
