using System.Security.Cryptography;
using System.Text;
using LeanRx.Server.Records.Internal;

namespace LeanRx.Server.Columns.Internal;

// protocol.md §4.3.3
/// <summary>The key of a unique conversation: one for each set of members.</summary>
internal static class UniqueKeys
{
    public static string Of(IEnumerable<string> members)
    {
        // Lengths in front: no two different lists give the same text.
        var text = string.Concat(members.Order(StringComparer.Ordinal).Select(member => $"{member.Length}:{member}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
    }

    /// <summary>Temporary conversations are unique among themselves.</summary>
    public static string OfTemporary(IEnumerable<string> members) => TemporaryConversations.Prefix + Of(members);
}
