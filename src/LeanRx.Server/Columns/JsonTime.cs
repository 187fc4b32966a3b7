using System.Globalization;
using System.Text.Json;

namespace LeanRx.Server;

/// <summary>Reads times in rows of other servers and exports.</summary>
public static class JsonTime
{
    /// <summary>The first millisecond that no date has a name for: the year 10000.</summary>
    const long End = 253_402_300_800_000;

    /// <summary>The first one that has a name: the year 1.</summary>
    const long Beginning = -62_135_596_800_000;

    /// <summary>Milliseconds since 1970 UTC; null when the value is no time between the years 1 and 9999.</summary>
    /// <param name="value">Text (ISO 8601; without a zone it is UTC), <c>{"__type":"Date","iso":"…"}</c>, <c>{"$date":…}</c>, or milliseconds as a
    /// number.</param>
    public static long? Of(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => Of(value.GetString()!),
        JsonValueKind.Number => value.TryGetInt64(out var milliseconds) && IsTime(milliseconds) ? milliseconds : null,
        JsonValueKind.Object when value.TryGetProperty("iso", out var iso) || value.TryGetProperty("$date", out iso) => Of(iso),
        JsonValueKind.Object when value.TryGetProperty("$numberLong", out var number) && number.ValueKind == JsonValueKind.String =>
            long.TryParse(number.GetString(), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var milliseconds) && IsTime(milliseconds)
                ? milliseconds : null,
        _ => null,
    };

    /// <summary>Whether so many milliseconds since 1970 UTC are a time between the years 1 and 9999.</summary>
    public static bool IsTime(long milliseconds) => milliseconds is >= Beginning and < End;

    // Anything shorter than a date is read as a time of today.
    static long? Of(string text) => text is [>= '0' and <= '9', _, _, _, '-', _, _, '-', _, _, ..]
        && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time.ToUnixTimeMilliseconds() : null;
}
