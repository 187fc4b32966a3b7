using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeanRx.Cli.Common;

/// <summary>
/// JSON that does nothing to a terminal: what a writer takes for readable, and still turns the direction of the text or ends a line, is escaped.
/// </summary>
static class PlainJson
{
    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>A value with as little escaped as can be.</summary>
    public static string Of(JsonElement value) => Of(value.WriteTo);

    /// <summary>A value that is written.</summary>
    public static string Of(Action<Utf8JsonWriter> write)
    {
        var output = new ArrayBufferWriter<byte>();
        using (var json = new Utf8JsonWriter(output, Readable))
            write(json);
        return Of(Encoding.UTF8.GetString(output.WrittenSpan));
    }

    public static string Of(string json)
    {
        if (!json.Any(PlainText.IsUnsafe))
            return json;
        var output = new StringBuilder(json.Length + 16);
        foreach (var character in json)
        {
            if (PlainText.IsUnsafe(character))
                output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
            else
                output.Append(character);
        }

        return output.ToString();
    }
}
