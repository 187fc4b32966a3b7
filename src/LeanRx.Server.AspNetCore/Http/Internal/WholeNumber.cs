using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Http.Internal;

/// <summary>Whole numbers by their value, as in frames: some languages write 5 as <c>5.0</c> or <c>5e0</c>.</summary>
static class WholeNumber
{
    /// <summary>Null for what is no number, a fraction, or larger than 64 bits hold.</summary>
    public static long? Of(JsonElement value)
    {
        if (value.ValueKind != JsonValueKind.Number)
            return null;
        if (value.TryGetInt64(out var whole))
            return whole;
        return value.TryGetDecimal(out var number) && number is >= long.MinValue and <= long.MaxValue && decimal.IsInteger(number) ? (long)number : null;
    }
}
