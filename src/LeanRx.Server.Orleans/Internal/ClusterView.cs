using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Who is there, as the table said at one instant.</summary>
sealed class ClusterView(long version, IReadOnlyList<Member> members)
{
    readonly Lazy<IReadOnlyList<ClusterNode?>> _winners =
        new(() => Draw([.. members.Where(static member => member.MayOwn).Select(static member => member.Node)]));

    public long Version => version;

    public IReadOnlyCollection<ClusterNode> Nodes { get; } = [.. members.Select(static member => member.Node)];

    public bool Has(ClusterNode node) => Nodes.Contains(node);

    /// <summary>
    /// The node to which a slot goes: the one that wins it among those that may own. When one comes or goes, no other slots move than those that it wins.
    /// </summary>
    /// <returns>Null where no node may own slots.</returns>
    public ClusterNode? WinnerOf(int slot) => _winners.Value[slot];

    public bool IsSameAs(ClusterView other) => members.SequenceEqual(other.Members);

    IReadOnlyList<Member> Members => members;

    static IReadOnlyList<ClusterNode?> Draw(IReadOnlyList<ClusterNode> nodes) =>
        [.. Enumerable.Range(0, Slots.Count).Select(slot => nodes.MaxBy(node => LotOf(node, slot)))];

    // Of a checksum the differences between nodes would be the same for all slots: of three, one would win half of them.
    static ulong LotOf(ClusterNode node, int slot) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{node} {slot}"))));
}
