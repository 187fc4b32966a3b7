using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeanRx.Cli.Common;
using LeanRx.Protocol;

namespace LeanRx.Cli.Clients;

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

        return PlainJson.Of(Encoding.UTF8.GetString(output.WrittenSpan));
    }
}
