using LeanRx.Protocol;

namespace LeanRx.Server.Columns.Internal;

// protocol.md §4.5.2
/// <summary>Columns that clients do not set: the server's own. An attempt changes nothing.</summary>
internal static class ReservedColumns
{
    public static bool Contains(string name) =>
        name is "__type" or "className" || (KnownColumns.Contains(name) && name is not (KnownColumns.Name or KnownColumns.Attributes));
}
