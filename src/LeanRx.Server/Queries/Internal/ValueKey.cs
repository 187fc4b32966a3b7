using System.Globalization;
using System.Text;
using System.Text.Json;

namespace LeanRx.Server.Queries.Internal;

/// <summary>
/// A text that two values share exactly when a query calls them equal: numbers by value, instants by time, objects whatever the order of their keys.
/// </summary>
static class ValueKey
{
    public static string Of(JsonElement json)
    {
        var key = new StringBuilder();
        Append(key, json);
        return key.ToString();
    }

    static void Append(StringBuilder key, JsonElement json)
    {
        var value = QueryValue.Of(json);
        switch (value.Kind)
        {
            case ValueKind.Number when value.Real is { } real:
                key.Append(real.ToString("R", CultureInfo.InvariantCulture));
                break;
            case ValueKind.Number:
                key.Append(value.Whole);
                break;
            case ValueKind.Text:
                key.Append('"').Append(value.Text!.Length).Append(':').Append(value.Text);
                break;
            case ValueKind.Boolean:
                key.Append(value.Whole == 1 ? 't' : 'f');
                break;
            case ValueKind.Date:
                key.Append('d').Append(value.Whole);
                break;
            case ValueKind.Array:
                key.Append('[');
                foreach (var item in json.EnumerateArray())
                {
                    Append(key, item);
                    key.Append(',');
                }
                key.Append(']');
                break;
            case ValueKind.Object:
                AppendMembers(key, json);
                break;
            default:
                key.Append('n');
                break;
        }
    }

    static void AppendMembers(StringBuilder key, JsonElement json)
    {
        key.Append('{');
        foreach (var member in json.EnumerateObject().OrderBy(static member => member.Name, StringComparer.Ordinal))
        {
            key.Append(member.Name.Length).Append(':').Append(member.Name);
            Append(key, member.Value);
            key.Append(',');
        }
        key.Append('}');
    }
}
