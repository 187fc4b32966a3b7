using System.Text.Json;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Importing.Reporting;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>Tells what the rows of a file are about: by its name where that says it, or else by what the first rows look like.</summary>
static class RowKinds
{
    static readonly (string Name, RowKind Kind)[] s_classes =
    [
        ("_ConversationMemberInfo", RowKind.Members),
        ("_Conversation", RowKind.Conversations),
        ("_SysMessage", RowKind.Messages),
        ("_File", RowKind.Files),
    ];

    /// <summary>The kind that a name tells; null when it tells none.</summary>
    public static RowKind? ByName(string name) => name switch
    {
        ArchiveFile.Messages => RowKind.Messages,
        ArchiveFile.Conversations => RowKind.Conversations,
        ArchiveFile.Members => RowKind.Members,
        ArchiveFile.Subscribers => RowKind.Subscribers,
        ArchiveFile.Threads => RowKind.Threads,
        ArchiveFile.Broadcasts => RowKind.Broadcasts,
        ArchiveFile.Blocks => RowKind.Blocks,
        ArchiveFile.Silences => RowKind.Silences,
        ArchiveFile.Files => RowKind.Files,
        ArchiveFile.Hashes or ArchiveFile.Manifest or ArchiveFile.Cursor => RowKind.Other,
        _ => ByClass(name),
    };

    /// <summary>The kind that a row looks like; null when it looks like none.</summary>
    public static RowKind? ByShape(JsonElement row) => row switch
    {
        _ when Has(row, "client_id", "message") => RowKind.Threads,
        _ when Has(row, "msg-id") || Has(row, "msgId", "data") => Has(row, "valid_till") ? RowKind.Broadcasts : RowKind.Messages,
        _ when Has(row, "conv_id", "subscriber") => RowKind.Subscribers,
        _ when Has(row, "cid", "clientId", "role") => RowKind.Members,
        _ when Has(row, "objectId", "url", "name") && (Has(row, "metaData") || Has(row, "mime_type") || Has(row, "key")) => RowKind.Files,
        _ when IsConversation(row) => RowKind.Conversations,
        _ => null,
    };

    /// <summary>Whether a row can be one of the class _Conversation: it has columns that no other table has together.</summary>
    public static bool IsConversation(JsonElement row) =>
        Has(row, "objectId") && !Has(row, "username") && (Has(row, "m") || Has(row, "tr") || Has(row, "sys") || Has(row, "lm") || Has(row, "unique"));

    // A dump names its files by the class, with a number behind where it is split; a longer name is of another class.
    static RowKind? ByClass(string name)
    {
        foreach (var (prefix, kind) in s_classes)
            if (name.StartsWith(prefix, StringComparison.Ordinal) && (name.Length == prefix.Length || !char.IsAsciiLetterOrDigit(name[prefix.Length])))
                return kind;
        return null;
    }

    static bool Has(JsonElement row, params ReadOnlySpan<string> names)
    {
        foreach (var name in names)
            if (!row.TryGetProperty(name, out _))
                return false;
        return true;
    }
}
