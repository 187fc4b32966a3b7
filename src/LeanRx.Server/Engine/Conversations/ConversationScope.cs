using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Server.Internal;

/// <summary>What a query means beyond what it says (protocol.md §4.5.1): without conditions one's own conversations; normal conversations only, unless it asks for other kinds or for ids.</summary>
internal static class ConversationScope
{
    /// <summary>Columns that say themselves which kinds are meant.</summary>
    static readonly string[] Kinds = ["tr", "sys", "temp", "objectId"];

    public static JsonElement Of(JsonElement? where, string clientId)
    {
        var asked = where is { ValueKind: not JsonValueKind.Null and not JsonValueKind.Undefined } given ? given : Own(clientId);
        if (asked.ValueKind != JsonValueKind.Object || Names(asked).Any(Kinds.Contains))
            return asked;
        return JsonElements.Write(writer =>
        {
            writer.WriteStartObject();
            writer.WriteStartArray("$and");
            asked.WriteTo(writer);
            foreach (var kind in Kinds[..3])
                WriteNot(writer, kind);
            writer.WriteEndArray();
            writer.WriteEndObject();
        });
    }

    /// <summary>All conversations of a client, of whatever kind.</summary>
    public static JsonElement Own(string clientId) => JsonElements.Write(writer =>
    {
        writer.WriteStartObject();
        writer.WriteString("m", clientId);
        writer.WriteEndObject();
    });

    static IEnumerable<string> Names(JsonElement where)
    {
        foreach (var condition in where.EnumerateObject())
        {
            yield return condition.Name;
            if (condition.Name is not ("$and" or "$or") || condition.Value.ValueKind != JsonValueKind.Array)
                continue;
            foreach (var name in condition.Value.EnumerateArray().Where(part => part.ValueKind == JsonValueKind.Object).SelectMany(Names))
                yield return name;
        }
    }

    static void WriteNot(Utf8JsonWriter writer, string column)
    {
        writer.WriteStartObject();
        writer.WriteStartObject(column);
        writer.WriteBoolean("$ne", true);
        writer.WriteEndObject();
        writer.WriteEndObject();
    }
}
