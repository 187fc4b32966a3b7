using System.Text.Json;

namespace LeanRx.Testing;

/// <summary>Finds where JSON differs from what a script expects of it.</summary>
static class JsonDifference
{
    /// <summary>
    /// The first place at which <paramref name="actual"/> lacks something that <paramref name="expected"/> has, or has it otherwise; null when there is none.
    /// </summary>
    /// <remarks>Further fields are allowed.</remarks>
    public static string? Find(JsonElement expected, JsonElement actual, string path = "$")
    {
        if (expected.ValueKind != actual.ValueKind)
            return $"{path} should be {expected.GetRawText()} but is {actual.GetRawText()}.";
        switch (expected.ValueKind)
        {
            case JsonValueKind.Object:
                foreach (var field in expected.EnumerateObject())
                {
                    if (!actual.TryGetProperty(field.Name, out var value))
                        return $"{path}.{field.Name} is missing.";
                    if (Find(field.Value, value, $"{path}.{field.Name}") is { } inner)
                        return inner;
                }
                return null;
            case JsonValueKind.Array when expected.GetArrayLength() != actual.GetArrayLength():
                return $"{path} should have {expected.GetArrayLength()} items but has {actual.GetArrayLength()}.";
            case JsonValueKind.Array:
                return expected.EnumerateArray().Zip(actual.EnumerateArray()).Select((pair, index) => Find(pair.First, pair.Second, $"{path}[{index}]"))
                    .FirstOrDefault(it => it is not null);
            default:
                return JsonElement.DeepEquals(expected, actual) ? null : $"{path} should be {expected.GetRawText()} but is {actual.GetRawText()}.";
        }
    }
}
