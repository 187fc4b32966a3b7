using System.Globalization;
using System.Text.Json.Nodes;

namespace LeanRx;

/// <summary>A value that an attribute is compared with: text, number, boolean, time or null.</summary>
/// <remarks>Values convert implicitly.</remarks>
public readonly struct ColumnValue
{
    readonly object? _value;

    ColumnValue(object? value) => _value = value;

    /// <summary>A text, or null.</summary>
    public static implicit operator ColumnValue(string? value) => new(value);

    /// <summary>An integer.</summary>
    public static implicit operator ColumnValue(long value) => new(value);

    /// <summary>A number.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The number is infinite or not a number, which JSON does not support.</exception>
    public static implicit operator ColumnValue(double value) => double.IsNaN(value) || double.IsInfinity(value)
        ? throw new ArgumentOutOfRangeException(nameof(value), value, "value must be a finite number.")
        : new(value);

    /// <summary>A number.</summary>
    public static implicit operator ColumnValue(decimal value) => new(value);

    /// <summary>A boolean.</summary>
    public static implicit operator ColumnValue(bool value) => new(value);

    /// <summary>A time, sent as <c>{"__type":"Date","iso":"…"}</c>.</summary>
    public static implicit operator ColumnValue(DateTimeOffset value) => new(value);

    /// <summary>Returns the value as text.</summary>
    public override string ToString() => Json()?.ToJsonString() ?? "null";

    internal JsonNode? Json() => _value switch
    {
        null => null,
        string text => JsonValue.Create(text),
        long whole => JsonValue.Create(whole),
        double real => JsonValue.Create(real),
        decimal exact => JsonValue.Create(exact),
        bool truth => JsonValue.Create(truth),
        _ => Json((DateTimeOffset)_value),
    };

    internal static JsonObject Json(DateTimeOffset time)
    {
        var fraction = time.Ticks % TimeSpan.TicksPerMillisecond == 0 ? "fff" : "fffffff";
        return new() { ["__type"] = "Date", ["iso"] = time.UtcDateTime.ToString($"yyyy-MM-dd'T'HH:mm:ss.{fraction}'Z'", CultureInfo.InvariantCulture) };
    }
}
