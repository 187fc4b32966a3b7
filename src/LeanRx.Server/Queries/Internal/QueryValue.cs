using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>
/// A value of a column or of a condition. <see cref="Whole"/> holds integers, ticks of dates and 0 or 1 for booleans; <see cref="Real"/> every other number.
/// </summary>
readonly struct QueryValue
{
    /// <summary>The first number too large to be <see cref="Whole"/>, 2^63.</summary>
    public const double WholeEnd = 9223372036854775808.0;

    const double LargestExact = 9007199254740992;

    readonly MemberList? _texts;

    QueryValue(ValueKind kind, long whole = 0, double? real = null, string? text = null, JsonElement json = default, MemberList? texts = null)
    {
        Kind = kind;
        Whole = whole;
        Real = real;
        Text = text;
        Json = json;
        _texts = texts;
    }

    public ValueKind Kind { get; }

    public long Whole { get; }

    public double? Real { get; }

    public string? Text { get; }

    public JsonElement Json { get; }

    public bool IsNullOrMissing => Kind <= ValueKind.Null;

    public static QueryValue Of(long number) => new(ValueKind.Number, number);

    public static QueryValue Of(bool value) => new(ValueKind.Boolean, value ? 1 : 0);

    public static QueryValue Of(string? text) => text is null ? default : new(ValueKind.Text, text: text);

    public static QueryValue Of(MemberList texts) => new(ValueKind.Array, texts: texts);

    /// <summary>An instant, from milliseconds since 1970.</summary>
    public static QueryValue Instant(long? milliseconds) =>
        milliseconds is { } time ? new(ValueKind.Date, DateTime.UnixEpoch.Ticks + (time * TimeSpan.TicksPerMillisecond)) : default;

    public static QueryValue Of(DateTimeOffset instant) => new(ValueKind.Date, instant.UtcTicks);

    public static QueryValue Of(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Null => new(ValueKind.Null),
        JsonValueKind.True => Of(true),
        JsonValueKind.False => Of(false),
        JsonValueKind.Number => Number(json),
        JsonValueKind.String => Of(SafeJson.Text(json)),
        JsonValueKind.Array => new(ValueKind.Array, json: json),
        JsonValueKind.Object => SafeJson.Instant(json) is { } instant ? Of(instant) : new(ValueKind.Object, json: json),
        _ => default,
    };

    /// <summary>The length of an array, or -1.</summary>
    public int Length => Kind != ValueKind.Array ? -1 : _texts?.Count ?? Json.GetArrayLength();

    /// <summary>The element of an array, or missing.</summary>
    public QueryValue ElementAt(int index) => index >= Length ? default : _texts is null ? Of(Json[index]) : Of(_texts[index]);

    /// <summary>Whether one element of this array passes; false for what is no array.</summary>
    public bool AnyElement<TState>(TState state, Func<QueryValue, TState, bool> test)
    {
        if (Kind != ValueKind.Array) return false;
        if (_texts is null)
        {
            foreach (var element in Json.EnumerateArray())
            {
                if (test(Of(element), state)) return true;
            }
        }
        else
        {
            foreach (var text in _texts)
            {
                if (test(Of(text), state)) return true;
            }
        }

        return false;
    }

    static QueryValue Number(JsonElement json)
    {
        if (json.TryGetInt64(out var whole)) return Of(whole);
        var real = json.GetDouble();
        if (real is not (>= -WholeEnd and < WholeEnd) || Math.Truncate(real) != real)
            return new(ValueKind.Number, real: real);
        // 9007199254740993.0 is whole, and not 9007199254740992.
        return Of(Math.Abs(real) >= LargestExact && json.TryGetDecimal(out var exact) && decimal.Truncate(exact) == exact
            && exact is >= long.MinValue and <= long.MaxValue ? (long)exact : (long)real);
    }
}
