namespace LeanRx.Testing;

/// <summary>One node stands still: neither its clients nor the other nodes hear of it, and what reaches it waits.</summary>
/// <remarks>
/// After <see cref="VirtualCluster.DetectionTime"/> the others give it up; it starts anew soon after it goes on. Of several such faults at one time only the
/// first strikes.
/// </remarks>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="Node">The number of the node, from 1.</param>
public sealed record NodeSuspendedFault(TimeSpan At, TimeSpan For, int Node) : LastingNodeFault(At, For, Node)
{
    private protected override void StrikeNode(VirtualWorld world) => world.Suspend(Node, For);

    /// <inheritdoc/>
    public override string ToCode() => $"new NodeSuspendedFault({Code(At)}, {Code(For)}, {Node})";
}
