using System.Text.Json;
using System.Text.Json.Nodes;

namespace LeanRx.Server.Internal;

/// <summary>What an <c>attr</c> does to the columns of a conversation (protocol.md §4.3.1, §4.7): <c>name</c>, <c>attr</c> and custom columns, dotted paths, storage operations.</summary>
internal static class ColumnChanges
{
    const string Name = "name";
    const string Attributes = "attr";

    /// <summary>Applies the changes.</summary>
    /// <param name="conversation">The conversation to begin with.</param>
    /// <param name="attr">The changes; anything but an object changes nothing.</param>
    /// <param name="modified">The columns that changed, whole, as they are now; a removed one as <c>{"__op":"Delete"}</c>.</param>
    /// <exception cref="CommandRefusedException">4306: an operation cannot be done.</exception>
    public static ConversationRecord Apply(ConversationRecord conversation, JsonElement? attr, out JsonElement modified)
    {
        var changed = new SortedSet<string>(StringComparer.Ordinal);
        if (attr is { ValueKind: JsonValueKind.Object } changes)
        {
            foreach (var change in changes.EnumerateObject())
            {
                var path = change.Name.Split('.');
                if (ReservedColumns.Contains(path[0]) || path.Contains(""))
                    continue;
                conversation = Set(conversation, path[0], Changed(Get(conversation, path[0]), path.AsSpan(1), change));
                changed.Add(path[0]);
            }
        }
        modified = Describe(conversation, changed);
        return conversation;
    }

    static JsonNode? Changed(Column column, ReadOnlySpan<string> path, JsonProperty change)
    {
        var value = column.IsPresent ? Node(column.Value) : null;
        if (path.IsEmpty)
            return ColumnOperation.Apply(value, change);
        var root = value as JsonObject ?? [];
        var parent = root;
        foreach (var step in path[..^1])
        {
            if (parent[step] is not JsonObject next)
                parent[step] = next = [];
            parent = next;
        }
        var result = ColumnOperation.Apply(parent[path[^1]], change);
        parent.Remove(path[^1]);
        if (result != ColumnOperation.Nothing)
            parent[path[^1]] = result;
        return root;
    }

    static Column Get(ConversationRecord conversation, string name) => name switch
    {
        Name => new Column(conversation.Name is not null, JsonElements.Of(conversation.Name)),
        Attributes => new Column(conversation.Attributes is not null, conversation.Attributes ?? default),
        _ => new Column(conversation.Columns.TryGetValue(name, out var value), value),
    };

    static ConversationRecord Set(ConversationRecord conversation, string name, JsonNode? value)
    {
        var isRemoved = value == ColumnOperation.Nothing;
        return name switch
        {
            Name => conversation with { Name = isRemoved ? null : TextOf(value) },
            Attributes => conversation with { Attributes = isRemoved || value is null ? null : JsonElements.Of(value) },
            _ => conversation with { Columns = isRemoved ? conversation.Columns.Remove(name) : conversation.Columns.SetItem(name, JsonElements.Of(value)) },
        };
    }

    static string? TextOf(JsonNode? value) => value is null
        ? null
        : value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw new CommandRefusedException(LeanRx.Protocol.ErrorCodes.ConversationUpdateFailed, "The column name takes a string.");

    static JsonElement Describe(ConversationRecord conversation, IEnumerable<string> names)
    {
        var description = new JsonObject();
        foreach (var name in names)
            description[name] = Get(conversation, name) is { IsPresent: true } column ? Node(column.Value) : new JsonObject { ["__op"] = "Delete" };
        return JsonElements.Of(description);
    }

    static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());

    readonly record struct Column(bool IsPresent, JsonElement Value);
}
