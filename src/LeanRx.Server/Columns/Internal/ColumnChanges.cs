using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Columns.Internal;

// protocol.md §4.3.1, §4.7
/// <summary>What an <c>attr</c> does to the columns of a conversation: <c>name</c>, <c>attr</c> and custom columns, dotted paths, storage operations.</summary>
internal static class ColumnChanges
{
    /// <summary>Applies the changes.</summary>
    /// <param name="conversation">The conversation to begin with.</param>
    /// <param name="attr">The changes, an object; none changes nothing.</param>
    /// <param name="modified">The columns that changed, whole, as they are now; a removed one as <c>{"__op":"Delete"}</c>.</param>
    /// <param name="limits">How large the columns may be, and how many.</param>
    /// <exception cref="OperationRefusedException">4306: a change means nothing, an operation cannot be done, or the columns grow too large, too many or too
    /// deep.</exception>
    public static ConversationRecord Apply(ConversationRecord conversation, JsonElement? attr, ServerLimits limits, out JsonElement modified)
    {
        try
        {
            conversation = Apply(conversation, attr, out modified);
        }
        catch (Exception exception) when (exception is ArgumentException or InvalidOperationException or JsonException)
        {
            throw ColumnNames.Refused("The columns cannot be changed so: they nest too deep.");
        }
        if (conversation.Columns.Count > limits.MaxColumns)
            throw ColumnNames.Refused($"There are {conversation.Columns.Count} custom columns; at most {limits.MaxColumns} are kept. More fits into attr.");
        if (conversation.Columns.Keys.FirstOrDefault(name => name.Length > limits.MaxColumnNameLength) is { } name)
            throw ColumnNames.Refused($"The name of a column has {name.Length} characters; at most {limits.MaxColumnNameLength} are taken.");
        var length = (conversation.Name?.Length ?? 0) + LengthOf(conversation.Attributes)
            + conversation.Columns.Sum(column => column.Key.Length + LengthOf(column.Value));
        return length <= limits.MaxConversationLength ? conversation
            : throw ColumnNames.Refused($"The columns have {length} characters; at most {limits.MaxConversationLength} are kept.");
    }

    static ConversationRecord Apply(ConversationRecord conversation, JsonElement? attr, out JsonElement modified)
    {
        var edit = new ColumnEdit(conversation);
        if (attr is { ValueKind: not JsonValueKind.Null } changes)
        {
            if (changes.ValueKind != JsonValueKind.Object)
                throw ColumnNames.Refused("The changes (attr) must be an object.");
            foreach (var change in changes.EnumerateObject())
            {
                var path = change.Name.Split('.');
                if (ReservedColumns.Contains(path[0]))
                    continue;
                ColumnNames.CheckPath(change.Name, path);
                ColumnNames.CheckValue(change.Value);
                edit.Change(path, change);
            }
        }
        return edit.Complete(out modified);
    }

    static int LengthOf(JsonElement? value) => value?.GetRawText().Length ?? 0;
}
