using LeanRx.Server.Storage;
using LeanRx.Testing;

namespace LeanRx.Simulation;

/// <summary>Notes who claims slots though the others have given it up.</summary>
sealed class ClaimLog(IFencedStore inner, Func<VirtualCluster> cluster) : ForwardingFencedStore(inner)
{
    readonly List<string> _strange = [];

    public IReadOnlyList<string> Strange => _strange;

    public override ValueTask<IReadOnlyList<SlotClaim>> ClaimAsync(IReadOnlyCollection<int> slots, string node,
        CancellationToken cancellationToken = default)
    {
        if (!cluster().Nodes.Any(member => member.ToString() == node))
            _strange.Add($"{node}, which was given up, claimed {slots.Count} slot(s)");
        return base.ClaimAsync(slots, node, cancellationToken);
    }
}
