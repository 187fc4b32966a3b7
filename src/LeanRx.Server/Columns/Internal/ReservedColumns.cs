namespace LeanRx.Server.Columns.Internal;

// protocol.md §4.5.2
/// <summary>Columns that clients do not set: the server's own. An attempt changes nothing.</summary>
internal static class ReservedColumns
{
    static readonly HashSet<string> Names = new(StringComparer.Ordinal)
    {
        "objectId", "c", "m", "mu", "muted", "tr", "sys", "temp", "ttl", "tempConv", "tempConvTTL", "unique", "uniqueId", "lm", "createdAt", "updatedAt", "ACL",
        "conv_type", "joined", "joinedAt", "msg", "bin", "msg_mid", "msg_from", "msg_timestamp", "patch_timestamp", "mention_all", "mention_pids", "__type",
            "className",
    };

    public static bool Contains(string name) => Names.Contains(name);
}
