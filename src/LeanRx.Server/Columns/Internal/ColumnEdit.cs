using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Protocol;
using LeanRx.Server.Runtime.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Columns.Internal;

/// <summary>The columns of a conversation while they change: each is taken apart once, however many changes it gets.</summary>
internal sealed class ColumnEdit(ConversationRecord conversation)
{
    const string Name = KnownColumns.Name;
    const string Attributes = KnownColumns.Attributes;

    readonly SortedDictionary<string, JsonNode?> _columns = new(StringComparer.Ordinal);

    /// <summary>Applies one change at a path.</summary>
    /// <exception cref="OperationRefusedException">4306: the path leads through what is neither object nor list, or the operation cannot be done
    /// there.</exception>
    public void Change(string[] path, JsonProperty change)
    {
        if (!_columns.TryGetValue(path[0], out var column))
            column = Read(path[0]);
        _columns[path[0]] = path.Length == 1 ? ColumnOperation.Apply(column, change) : ColumnTree.Change(column, path, change);
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
        var isRemoved = value is null || value == ColumnOperation.Nothing;
        return name switch
        {
            Name => conversation with { Name = isRemoved ? null : TextOf(value!) },
            Attributes => conversation with { Attributes = isRemoved ? null : JsonElements.Of(ObjectOf(value!)) },
            _ => conversation with
            {
                Columns = value == ColumnOperation.Nothing ? conversation.Columns.Remove(name)
                : conversation.Columns.SetItem(name, JsonElements.Of(value))
            },
        };
    }

    static string TextOf(JsonNode value) =>
        value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : throw ColumnNames.Refused("The column name takes a string.");

    static JsonObject ObjectOf(JsonNode value) => value as JsonObject ?? throw ColumnNames.Refused("The column attr takes an object.");

    static JsonNode? Node(JsonElement element) => JsonNode.Parse(element.GetRawText());
}
