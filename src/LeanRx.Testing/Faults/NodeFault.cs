namespace LeanRx.Testing;

/// <summary>A fault of one node of a world with several.</summary>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="Node">The number of the node, from 1.</param>
public abstract record NodeFault(TimeSpan At, int Node) : NetworkFault(At)
{
    private protected abstract void StrikeNode(VirtualWorld world);

    private protected sealed override void Strike(VirtualWorld world)
    {
        if (Node < 1 || Node > world.Nodes)
            throw new FaultPlanException($"{ToCode()}: the world has no node {Node}; it has {world.Nodes}.");
        StrikeNode(world);
    }
}
