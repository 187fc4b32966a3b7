using System.Text.Json;

namespace LeanRx.Common.Internal;

internal static class JsonStrings
{
    /// <summary>A string; null for all else, text that is no Unicode included.</summary>
    public static string? Of(JsonElement value)
    {
        try
        {
            return value.ValueKind == JsonValueKind.String ? value.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null; // Half a surrogate pair.
        }
    }
}
