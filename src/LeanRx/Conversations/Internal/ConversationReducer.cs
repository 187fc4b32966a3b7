using System.Text.Json;
using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>Folds what happens into snapshots. Pure.</summary>
internal static class ConversationReducer
{
    public static ConversationSnapshot Joined(ConversationSnapshot snapshot, IReadOnlyList<string> members)
    {
        var added = members.Where(member => !snapshot.Members.Contains(member)).Distinct(StringComparer.Ordinal).ToList();
        return added.Count == 0 || snapshot.IsTransient ? snapshot : snapshot with { Members = [.. snapshot.Members, .. added] };
    }

    public static ConversationSnapshot Left(ConversationSnapshot snapshot, IReadOnlyList<string> members) =>
        snapshot.Members.Any(members.Contains) ? snapshot with { Members = [.. snapshot.Members.Where(member => !members.Contains(member))] } : snapshot;

    public static ConversationSnapshot Updated(ConversationSnapshot snapshot, string? updatedAt) =>
        ConversationReader.Time(updatedAt) is { } time ? snapshot with { UpdatedAt = time } : snapshot;

    /// <summary>Sets columns: <c>name</c>, <c>attr</c> as a whole, single attributes as <c>attr.topic</c>, and columns of the application's own.</summary>
    public static ConversationSnapshot Changed(ConversationSnapshot snapshot, IReadOnlyDictionary<string, JsonElement> changes)
    {
        foreach (var change in changes)
            snapshot = Changed(snapshot, change.Key, change.Value);
        return snapshot;
    }

    /// <summary>The columns that a frame says have changed.</summary>
    public static IReadOnlyDictionary<string, JsonElement> ChangesOf(ConversationFrame frame) =>
        ConversationReader.Map((frame.ModifiedAttributes ?? frame.Attributes).GetValueOrDefault());

    static ConversationSnapshot Changed(ConversationSnapshot snapshot, string column, JsonElement value)
    {
        if (column == "name")
            return snapshot with { Name = value.ValueKind == JsonValueKind.String ? value.GetString() : null };
        if (column == "attr")
            return snapshot with { Attributes = IsDeletion(value) ? ConversationReader.Map(default) : ConversationReader.Map(value) };
        if (column.StartsWith("attr.", StringComparison.Ordinal))
            return snapshot with { Attributes = With(snapshot.Attributes, column.Substring("attr.".Length), value) };
        return ConversationReader.IsBuiltIn(column) ? snapshot : snapshot with { Columns = With(snapshot.Columns, column, value) };
    }

    static Dictionary<string, JsonElement> With(IReadOnlyDictionary<string, JsonElement> map, string path, JsonElement value)
    {
        var copy = map.ToDictionary(static pair => pair.Key, static pair => pair.Value, StringComparer.Ordinal);
        var dot = path.IndexOf('.');
        if (dot > 0)
        {
            var head = path.Substring(0, dot);
            var inner = copy.TryGetValue(head, out var found) ? ConversationReader.Map(found) : ConversationReader.Map(default);
            copy[head] = ToElement(With(inner, path.Substring(dot + 1), value));
        }
        else if (IsDeletion(value))
        {
            copy.Remove(path);
        }
        else
        {
            copy[path] = value.Clone();
        }
        return copy;
    }

    static JsonElement ToElement(Dictionary<string, JsonElement> map)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, JsonObjects.Writing))
        {
            writer.WriteStartObject();
            foreach (var pair in map)
            {
                writer.WritePropertyName(pair.Key);
                pair.Value.WriteTo(writer);
            }
            writer.WriteEndObject();
        }
        var reader = new Utf8JsonReader(stream.GetBuffer().AsSpan(0, (int)stream.Length));
        return JsonElement.ParseValue(ref reader);
    }

    static bool IsDeletion(JsonElement value) => value.ValueKind is JsonValueKind.Null or JsonValueKind.Undefined
        || (value.ValueKind == JsonValueKind.Object && value.TryGetProperty("__op"u8, out var operation) && operation.ValueKind == JsonValueKind.String && operation.ValueEquals("Delete"u8));
}
