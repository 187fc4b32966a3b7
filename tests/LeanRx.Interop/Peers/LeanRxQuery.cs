using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>LeanRx's queries from the words of the drivers: <c>[operator, column, value]</c>.</summary>
static class LeanRxQuery
{
    public static ConversationQuery Of(JsonObject arguments)
    {
        var query = new ConversationQuery { Limit = (int?)arguments["limit"] ?? 10 };
        foreach (var condition in arguments["conditions"]!.AsArray())
            query = query.Where(columns => Condition(columns, (string)condition![0]!, (string)condition[1]!, condition[2]!));
        return (string?)arguments["sort"] switch
        {
            "name" => query.OrderBy(columns => columns.Name),
            "-name" => query.OrderByDescending(columns => columns.Name),
            _ => query,
        };
    }

    static Condition Condition(ConversationColumns columns, string comparison, string column, JsonNode value) => (comparison, column) switch
    {
        ("equalTo", "name") => columns.Name == (string?)value,
        ("startsWith", "name") => columns.Name.StartsWith((string)value!),
        ("containsAll", "m") => columns.Members.ContainsAll(value.AsArray().Select(id => (string)id!)),
        ("greaterThan", _) => columns.Custom(column) > (long)value,
        ("lessThan", _) => columns.Custom(column) < (long)value,
        ("containedIn", _) => columns.Custom(column).In(value.AsArray().Select(item => (ColumnValue)(string)item!)),
        _ => throw new ScenarioException($"LeanRx's queries say nothing of {comparison} {column}"),
    };
}
