using System.Text.Json;
using System.Text.Json.Nodes;
using LeanRx.Server.Limits.Internal;
using LeanRx.Server.Queries.Internal;

namespace LeanRx.Server.Columns.Internal;

/// <summary>Changes at a path into a column, as MongoDB reads paths: through objects by name, through lists by index.</summary>
internal static class ColumnTree
{
    /// <summary>How far behind its end a list may be written to; what lies between becomes null.</summary>
    const int MostPadding = 1_000;

    /// <summary>The column after the change.</summary>
    /// <exception cref="OperationRefusedException">4306: the path leads through a text, a number, or another value that has no parts.</exception>
    public static JsonNode? Change(JsonNode? column, string[] path, JsonProperty change)
    {
        var isRemoval = ColumnOperation.IsRemoval(change.Value);
        if (column == ColumnOperation.Nothing)
        {
            if (isRemoval)
                return column;
            column = new JsonObject();
        }
        var parent = column;
        foreach (var step in path.AsSpan(1, path.Length - 2))
        {
            var next = Find(parent, step, change.Name);
            if (next == ColumnOperation.Nothing)
            {
                if (isRemoval)
                    return column;
                Set(parent!, step, next = new JsonObject(), change.Name);
            }
            parent = next;
        }
        var last = path[^1];
        var result = ColumnOperation.Apply(Find(parent, last, change.Name), change);
        if (result == ColumnOperation.Nothing)
            Remove(parent!, last);
        else
            Set(parent!, last, result, change.Name);
        return column;
    }

    /// <summary>What stands at a name or an index.</summary>
    static JsonNode? Find(JsonNode? parent, string step, string path) => parent switch
    {
        JsonObject members when !IsDate(members) => members.TryGetPropertyValue(step, out var value) ? value : ColumnOperation.Nothing,
        JsonArray items when ColumnPath.Index(step) is { } index => index < items.Count ? items[index] : ColumnOperation.Nothing,
        JsonArray => throw Refused(path, $"names '{ColumnNames.Shown(step)}' in a list, whose items have numbers"),
        _ => throw Refused(path, $"leads to '{ColumnNames.Shown(step)}' in a value that has no parts"),
    };

    static void Set(JsonNode parent, string step, JsonNode? value, string path)
    {
        if (parent is JsonObject members)
        {
            members[step] = value;
            return;
        }
        var items = (JsonArray)parent;
        var index = ColumnPath.Index(step)!.Value;
        if (index > items.Count + MostPadding)
            throw Refused(path, $"leads more than {MostPadding:N0} items behind the end of a list");
        while (items.Count <= index)
            items.Add(null);
        items[index] = value;
    }

    /// <summary>A list keeps its length: what followed would get other numbers.</summary>
    static void Remove(JsonNode parent, string step)
    {
        if (parent is JsonObject members)
            members.Remove(step);
        else if (parent is JsonArray items && ColumnPath.Index(step) is { } index && index < items.Count)
            items[index] = null;
    }

    static bool IsDate(JsonObject value) =>
        value.TryGetPropertyValue("__type", out var type) && type?.GetValueKind() == JsonValueKind.String && type.GetValue<string>() == "Date";

    static OperationRefusedException Refused(string path, string why) => ColumnNames.Refused($"The path '{ColumnNames.Shown(path)}' {why}.");
}
