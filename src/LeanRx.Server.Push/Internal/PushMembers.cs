using System.Text.Json;

namespace LeanRx.Server.Push.Internal;

/// <summary>Reads members of push data, whatever their senders have put there.</summary>
static class PushMembers
{
    /// <summary>What the cloud's push data hold for the server and the providers; all others are the app's own.</summary>
    static readonly HashSet<string> s_control = new(StringComparer.Ordinal)
    {
        "alert", "title", "badge", "sound", "category", "thread-id", "content-available", "mutable-content", "interruption-level", "relevance-score",
        "target-content-id", "collapse_id", "collapse-id", "apns-priority", "priority", "silent", "aps", "_profile", "_notificationChannel",
    };

    public static bool IsOwn(string name) => !s_control.Contains(name);

    public static string? Text(IReadOnlyDictionary<string, JsonElement> data, string name) => data.TryGetValue(name, out var value) ? TextOf(value) : null;

    public static string? Text(JsonElement data, string name) =>
        data.ValueKind == JsonValueKind.Object && data.TryGetProperty(name, out var value) ? TextOf(value) : null;

    /// <summary>True, 1 or "1", as senders in several languages write it.</summary>
    public static bool IsTrue(IReadOnlyDictionary<string, JsonElement> data, string name) => data.TryGetValue(name, out var value) && value.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.Number => value.GetRawText() is "1",
        JsonValueKind.String => value.ValueEquals("1") || value.ValueEquals("true"),
        _ => false,
    };

    /// <summary>Whether the number on the icon goes up with each message.</summary>
    public static bool IncrementsBadge(IReadOnlyDictionary<string, JsonElement> data) =>
        data.TryGetValue("badge", out var badge) && badge.ValueKind == JsonValueKind.String && badge.ValueEquals("Increment");

    /// <summary>What the providers put in the place of an earlier notification.</summary>
    public static string? CollapseId(IReadOnlyDictionary<string, JsonElement> data) => Text(data, "collapse_id") ?? Text(data, "collapse-id");

    static string? TextOf(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String && value.GetString() is { Length: > 0 } text ? text : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half of a surrogate pair.
        }
    }
}
