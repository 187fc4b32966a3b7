using System.Text.Json;

namespace LeanRx.Server.Queries.Internal;

/// <summary>Reads stored JSON without trusting it: text with half a surrogate pair can be written in JSON, but reading it throws.</summary>
static class SafeJson
{
    /// <summary>The text, or null when it is none or cannot be read.</summary>
    public static string? Text(JsonElement json)
    {
        try
        {
            return json.ValueKind == JsonValueKind.String ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>The entry of an object, or null.</summary>
    public static JsonElement? Property(JsonElement json, string name)
    {
        try
        {
            return json.TryGetProperty(name, out var value) ? value : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>Whether an object says that it is a date, readable or not.</summary>
    public static bool IsDate(JsonElement json) => Property(json, "__type") is { } type && Text(type) == "Date";

    /// <summary>The instant that a date object stands for, or null.</summary>
    public static DateTimeOffset? Instant(JsonElement json) => IsDate(json) && Property(json, "iso") is { } iso && Text(iso) is { } text ? Instant(text) : null;

    /// <inheritdoc cref="IsoTime.Parse"/>
    public static DateTimeOffset? Instant(string text) => IsoTime.Parse(text);
}
