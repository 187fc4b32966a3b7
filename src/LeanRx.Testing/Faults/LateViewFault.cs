namespace LeanRx.Testing;

/// <summary>One node hears later than the others of those that are lost.</summary>
/// <remarks>It hears of each as much later as the fault lasts.</remarks>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="Node">The number of the node, from 1.</param>
public sealed record LateViewFault(TimeSpan At, TimeSpan For, int Node) : LastingNodeFault(At, For, Node)
{
    private protected override void StrikeNode(VirtualWorld world) => world.DelayViews(Node, For);

    /// <inheritdoc/>
    public override string ToCode() => $"new LateViewFault({Code(At)}, {Code(For)}, {Node})";
}
