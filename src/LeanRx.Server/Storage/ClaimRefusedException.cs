namespace LeanRx.Server.Storage;

/// <summary>The exception that is thrown when a node claims slots and is not one of those that may.</summary>
/// <remarks>No slot was claimed.</remarks>
/// <param name="node">The node.</param>
public sealed class ClaimRefusedException(string node)
    : Exception($"Node '{node}' may not claim slots: it is not an active member of the cluster, or not any more.")
{
    /// <summary>The node.</summary>
    public string Node { get; } = node;
}
