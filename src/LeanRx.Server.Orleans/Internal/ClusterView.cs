using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Who is there, as the table said at one instant.</summary>
sealed class ClusterView(long version, IReadOnlyList<Member> members)
{
    public long Version => version;

    public IReadOnlyCollection<ClusterNode> Nodes { get; } = [.. members.Select(static member => member.Node)];

    public bool Has(ClusterNode node) => Nodes.Contains(node);

    /// <summary>
    /// The node to which a slot goes: the one that wins it among those that may own. When one comes or goes, no other slots move than those that it wins.
    /// </summary>
    /// <returns>Null where no node may own slots.</returns>
    public ClusterNode? WinnerOf(int slot) => members.Where(static member => member.MayOwn).Select(static member => member.Node)
        .MaxBy(node => ((long)Slots.Of(node.ToString(), $"{slot}") * Slots.Count) + Slots.Of($"{slot}", node.Name));

    public bool IsSameAs(ClusterView other) => members.SequenceEqual(other.Members);

    IReadOnlyList<Member> Members => members;
}
