using System.Globalization;
using System.Text.Json;

namespace LeanRx.Cli.Administering;

/// <summary>Members of an answer as text, whatever the server gave.</summary>
static class Fields
{
    public static string Text(JsonElement row, string name) => row.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
        ? value.ToString() : "";

    public static string Time(JsonElement row, string name)
    {
        if (!row.TryGetProperty(name, out var value))
            return "";
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out var milliseconds) && IsTime(milliseconds)
            ? Of(DateTimeOffset.FromUnixTimeMilliseconds(milliseconds))
            : value.ValueKind == JsonValueKind.String && value.TryGetDateTimeOffset(out var time) ? Of(time) : "";
    }

    public static IReadOnlyList<JsonElement> Items(JsonElement answer, string name) =>
        answer.TryGetProperty(name, out var items) && items.ValueKind == JsonValueKind.Array ? [.. items.EnumerateArray()] : [];

    static bool IsTime(long milliseconds) =>
        milliseconds >= DateTimeOffset.MinValue.ToUnixTimeMilliseconds() && milliseconds <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    static string Of(DateTimeOffset time) => time.ToLocalTime().ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
