using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;
using LeanRx.Common.Internal;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Messages.Internal;

// S94, D11
/// <summary>
/// Encodes every string leaf of a body for HTML, whatever kind of message it is: before anybody has looked at what it means, so that no member is forgotten.
/// </summary>
internal static class HtmlBody
{
    /// <summary>
    /// Names of members are no leaves, and stay what they are; in the text of the body they are escaped as JSON allows, so that the text holds no markup
    /// either.
    /// </summary>
    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    /// <summary>A body that is no JSON object is one string.</summary>
    public static string Encode(string body) => EncodeObject(body) ?? HtmlText.Encode(body);

    static string? EncodeObject(string body)
    {
        if (!MessageBodyReader.LooksLikeObject(body))
            return null;
        try
        {
            using var stream = new MemoryStream();
            using (var writer = new Utf8JsonWriter(stream, Writing))
            {
                var utf8 = Encoding.UTF8.GetBytes(body);
                var reader = new Utf8JsonReader(SurrogateCheck.HasLoneSurrogate(utf8) ? SurrogateCheck.Mended(utf8) : utf8,
                    new JsonReaderOptions { MaxDepth = JsonObjects.MaxBodyDepth });
                Copy(ref reader, writer);
            }
            return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        }
        catch (JsonException)
        {
            // Not JSON, or too deep: then it is a string.
            return null;
        }
    }

    static void Copy(ref Utf8JsonReader reader, Utf8JsonWriter writer)
    {
        var isAttributes = false;
        while (reader.Read())
        {
            switch (reader.TokenType)
            {
                case JsonTokenType.PropertyName:
                    isAttributes = reader.CurrentDepth == 1 && reader.ValueTextEquals("_lcattrs"u8);
                    writer.WritePropertyName(reader.GetString()!);
                    break;
                case JsonTokenType.String:
                    WriteString(writer, reader.GetString()!, isAttributes && reader.CurrentDepth == 1);
                    break;
                case JsonTokenType.StartObject:
                    writer.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    writer.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    writer.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    writer.WriteEndArray();
                    break;
                default:
                    // Numbers as they are written: none loses a digit.
                    writer.WriteRawValue(reader.ValueSpan);
                    break;
            }
        }
    }

    // protocol.md §5.2
    /// <summary>Attributes may be given as a string that holds an object; the leaves are in it then.</summary>
    static void WriteString(Utf8JsonWriter writer, string text, bool isAttributes)
    {
        if (isAttributes && EncodeObject(text) is { } encoded)
            writer.WriteStringValue(encoded);
        else
            writer.WriteStringValue(HtmlText.Encode(text));
    }
}
