namespace LeanRx.Server.Hosting;

/// <summary>A node of a cluster, in one of its lives.</summary>
/// <remarks>A node that has left never comes back under the same identity: when it starts again, it begins another life.</remarks>
/// <param name="Name">The name of the node, or its address.</param>
/// <param name="Life">Which life of the node it is. Later lives have higher numbers.</param>
public sealed record ClusterNode(string Name, long Life)
{
    /// <summary>Returns name and life.</summary>
    public override string ToString() => FormattableString.Invariant($"{Name}#{Life}");
}
