namespace LeanRx.Testing;

/// <summary>One node is separated from the other nodes; its clients and the store reach it.</summary>
/// <remarks>
/// After <see cref="VirtualCluster.DetectionTime"/> the others give it up; it starts anew once it hears of that. Of several such faults at one time only the
/// first strikes.
/// </remarks>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="Node">The number of the node, from 1.</param>
public sealed record PartitionFault(TimeSpan At, TimeSpan For, int Node) : LastingNodeFault(At, For, Node)
{
    private protected override void StrikeNode(VirtualWorld world) => world.Separate(Node, For);

    /// <inheritdoc/>
    public override string ToCode() => $"new PartitionFault({Code(At)}, {Code(For)}, {Node})";
}
