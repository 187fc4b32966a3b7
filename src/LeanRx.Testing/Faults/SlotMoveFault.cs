namespace LeanRx.Testing;

/// <summary>Every slot that has an owner moves to one node, in good order.</summary>
/// <param name="At">The time of the fault, from the start of its plan.</param>
/// <param name="Node">The number of the node, from 1.</param>
public sealed record SlotMoveFault(TimeSpan At, int Node) : NodeFault(At, Node)
{
    private protected override void StrikeNode(VirtualWorld world) => world.MoveSlots(Node);

    /// <inheritdoc/>
    public override string ToCode() => $"new SlotMoveFault({Code(At)}, {Node})";
}
