namespace LeanRx.Testing;

/// <summary>A fault of one node that lasts for some time.</summary>
/// <param name="At">The start of the fault, from the start of its plan.</param>
/// <param name="For">The duration.</param>
/// <param name="Node">The number of the node, from 1.</param>
public abstract record LastingNodeFault(TimeSpan At, TimeSpan For, int Node) : NodeFault(At, Node)
{
    internal override TimeSpan Duration => For;

    internal override void Validate()
    {
        base.Validate();
        RequireDuration(For);
    }
}
