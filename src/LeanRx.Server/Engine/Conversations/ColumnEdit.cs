using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>The columns of a conversation while they change: each is taken apart once, however many changes it gets.</summary>
internal sealed class ColumnEdit(ConversationRecord conversation)
{
    const string Name = "name";
    const string Attributes = "attr";

    readonly SortedDictionary<string, JsonNode?> _columns = new(StringComparer.Ordinal);

    /// <summary>Applies one change at a path.</summary>
    /// <exception cref="InvalidOperationException">The path is too long.</exception>
    public void Change(string[] path, JsonProperty change)
    {
        if (path.Length > JsonElements.MaxDepth)
            throw new InvalidOperationException();
        if (!_columns.TryGetValue(path[0], out var column))
            column = Read(path[0]);
        if (path.Length == 1)
        {
            _columns[path[0]] = ColumnOperation.Apply(column, change);
            return;
        }
        var parent = column as JsonObject ?? [];
        _columns[path[0]] = parent;
        foreach (var step in path.AsSpan(1, path.Length - 2))
        {
            if (parent[step] is not JsonObject next)
                parent[step] = next = [];
            parent = next;
        }
        var last = path[^1];
        var result = ColumnOperation.Apply(parent[last] ?? (parent.ContainsKey(last) ? null : ColumnOperation.Nothing), change);
        parent.Remove(last);
        if (result != ColumnOperation.Nothing)
            parent[last] = result;
    }

    /// <summary>The conversation with its new columns.</summary>
    public ConversationRecord Complete(out JsonElement modified)
    {
        var description = new JsonObject();
        foreach (var (name, value) in _columns)
        {
            conversation = Write(name, value);
            description[name] = value == ColumnOperation.Nothing ? new JsonObject { ["__op"] = "Delete" } : value;
        }
        modified = JsonElements.Of(description, JsonElements.MaxDepth + 1);
        return conversation;
    }

    JsonNode? Read(string name) => name switch
    {
        Name => conversation.Name is { } text ? JsonValue.Create(text) : ColumnOperation.Nothing,
        Attributes => conversation.Attributes is { } attributes ? Node(attributes) : ColumnOperation.Nothing,
        _ => conversation.Columns.TryGetValue(name, out var value) ? Node(value) : ColumnOperation.Nothing,
    };

    ConversationRecord Write(string name, JsonNode? value)
    {
        var isRemoved = value == ColumnOperation.Nothing;
        return name switch
        {
            Name => conversation with { Name = isRemoved ? null : TextOf(value) },
            Attributes => conversation with { Attributes = isRemoved || value is null ? null : JsonElements.Of(value) },
            _ => conversation with { Columns = isRemoved ? conversation.Columns.Remove(name) : conversation.Columns.SetItem(name, JsonElements.Of(value)) },
        };
    }

    static string? TextOf(JsonNode? value) => value switch
    {
        null => null,
        _ when value.GetValueKind() == JsonValueKind.String => value.GetValue<string>(),
        _ => throw new CommandRefusedException(ErrorCodes.ConversationUpdateFailed, "The column name takes a string."),
    };

    static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
