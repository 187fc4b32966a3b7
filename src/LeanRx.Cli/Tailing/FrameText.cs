using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Protocol;

namespace LeanRx.Cli.Tailing;

/// <summary>A frame as JSON for people: session tokens, signatures and device tokens are not shown, so that the text can be passed on.</summary>
static class FrameText
{
    public const string Hidden = "***";

    static readonly JsonWriterOptions Readable = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    static readonly HashSet<string> Secrets = ["st", "s", "deviceToken", "sessionToken"];

    public static string Of(Frame frame)
    {
        var payload = new ArrayBufferWriter<byte>();
        JsonFrameCodec.Default.Encode(frame, payload);
        using var document = JsonDocument.Parse(payload.WrittenMemory, new JsonDocumentOptions { MaxDepth = 1000 });

        var output = new ArrayBufferWriter<byte>(payload.WrittenCount);
        using (var json = new Utf8JsonWriter(output, Readable))
        {
            json.WriteStartObject();
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (Secrets.Contains(member.Name))
                    json.WriteString(member.Name, Hidden);
                else
                    member.WriteTo(json);
            }

            json.WriteEndObject();
        }

        return Plain(Encoding.UTF8.GetString(output.WrittenSpan));
    }

    /// <summary>
    /// JSON that does nothing to a terminal: what the writer takes for readable, and still turns the direction of the text or ends a line, is escaped.
    /// </summary>
    static string Plain(string json)
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
