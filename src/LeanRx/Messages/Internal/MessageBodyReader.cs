using System.Buffers;
using System.Text;
using System.Text.Json;
using LeanRx.Common.Internal;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Messages.Internal;

// protocol.md §5.1
/// <summary>
/// Turns a body into the message that it is. Never throws and never loses anything: what is not understood stays what it was, and half a surrogate pair in a
/// text becomes U+FFFD.
/// </summary>
internal sealed class MessageBodyReader(IReadOnlyList<MessageFormat> formats, bool encodesHtml = false)
{
    static readonly JsonReaderOptions s_reading = new() { MaxDepth = JsonObjects.MaxBodyDepth };

    readonly Dictionary<int, MessageFormat> _formats = formats.ToDictionary(static format => format.TypeCode);

    /// <summary>What is a string, whatever it looks like.</summary>
    public Message ReadString(string text) => new StringMessage(encodesHtml ? HtmlText.Encode(text) : text);

    public Message Read(string body) => ReadBody(encodesHtml ? HtmlBody.Encode(body) : body);

    Message ReadBody(string body)
    {
        if (!LooksLikeObject(body))
            return new StringMessage(body);
        var buffer = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetByteCount(body));
        try
        {
            var utf8 = buffer.AsSpan(0, Encoding.UTF8.GetBytes(body, 0, body.Length, buffer, 0));
            return Read(body, SurrogateCheck.HasLoneSurrogate(utf8) ? SurrogateCheck.Mended(utf8) : utf8);
        }
        catch (JsonException)
        {
            // Not JSON, or nested deeper than anybody may send: it is a string like any other.
            return new StringMessage(body);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    public static bool LooksLikeObject(string body)
    {
        foreach (var character in body)
        {
            if (character is not (' ' or '\t' or '\r' or '\n'))
                return character == '{';
        }
        return false;
    }

    Message Read(string text, ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, s_reading);
        var body = ReadMembers(ref reader);
        // Anything behind the object makes the reader throw: then it was none.
        reader.Read();
        if (body.TypeCode is { } code)
            return (body.IsMalformed ? null : Typed(code, body, utf8)) ?? new UnknownMessage(code, text) { Text = body.Text, Attributes = body.Attributes };
        var again = new Utf8JsonReader(utf8, s_reading);
        return new JsonMessage(JsonObjects.From(JsonElement.ParseValue(ref again)));
    }

    Message? Typed(int code, in TypedBody body, ReadOnlySpan<byte> utf8) => _formats.TryGetValue(code, out var format) ? format.Read(body, utf8) : null;

    static TypedBody ReadMembers(ref Utf8JsonReader reader)
    {
        var body = new TypedBody();
        reader.Read();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("_lctype"u8))
                ReadTypeCode(ref reader, ref body);
            else if (reader.ValueTextEquals("_lctext"u8))
                ReadText(ref reader, ref body);
            else if (reader.ValueTextEquals("_lcattrs"u8))
                ReadAttributes(ref reader, ref body);
            else if (reader.ValueTextEquals("_lcfile"u8))
                ReadFile(ref reader, ref body);
            else if (reader.ValueTextEquals("_lcloc"u8))
                ReadLocation(ref reader, ref body);
            else
                reader.Skip();
        }
        return body;
    }

    static void ReadTypeCode(ref Utf8JsonReader reader, ref TypedBody body)
    {
        reader.Read();
        // Also as -1.0, which is how some libraries write every number.
        body.TypeCode = reader.TokenType == JsonTokenType.Number && reader.TryGetDouble(out var code) && code is >= int.MinValue and <= int.MaxValue
            && Math.Floor(code) == code ? (int)code : null;
        reader.Skip();
    }

    static void ReadText(ref Utf8JsonReader reader, ref TypedBody body)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            body.Text = reader.GetString()!;
        else if (reader.TokenType != JsonTokenType.Null)
            Malformed(ref reader, ref body);
    }

    static void ReadAttributes(ref Utf8JsonReader reader, ref TypedBody body)
    {
        reader.Read();
        var attributes = JsonElement.ParseValue(ref reader);
        // One table of the original's documentation makes it a string that holds an object.
        if (attributes.ValueKind == JsonValueKind.String)
            attributes = ParseText(attributes.GetString()!);
        if (attributes.ValueKind == JsonValueKind.Object)
            body.Attributes = JsonObjects.From(attributes);
        else if (attributes.ValueKind != JsonValueKind.Null)
            body.IsMalformed = true;
    }

    static JsonElement ParseText(string text)
    {
        try
        {
            var utf8 = Encoding.UTF8.GetBytes(text);
            var reader = new Utf8JsonReader(SurrogateCheck.HasLoneSurrogate(utf8) ? SurrogateCheck.Mended(utf8) : utf8, s_reading);
            return JsonElement.ParseValue(ref reader);
        }
        catch (JsonException)
        {
            // The caller makes an unknown message of it, with all that came.
            return default;
        }
    }

    static void ReadFile(ref Utf8JsonReader reader, ref TypedBody body)
    {
        reader.Read();
        var element = JsonElement.ParseValue(ref reader);
        if (element.ValueKind == JsonValueKind.Null)
            return;
        body.File = FileBody.Read(element);
        if (body.File is null)
            body.IsMalformed = true;
    }

    static void ReadLocation(ref Utf8JsonReader reader, ref TypedBody body)
    {
        reader.Read();
        var element = JsonElement.ParseValue(ref reader);
        if (element.ValueKind == JsonValueKind.Object
            && element.TryGetProperty("latitude"u8, out var latitude) && Degrees(latitude) is { } north
            && element.TryGetProperty("longitude"u8, out var longitude) && Degrees(longitude) is { } east)
            body.Location = (north, east);
        else
            body.IsMalformed = true;
    }

    /// <summary>A number that can be written again: 1e400 cannot.</summary>
    static double? Degrees(JsonElement element) =>
        element.ValueKind == JsonValueKind.Number && element.TryGetDouble(out var degrees) && !double.IsInfinity(degrees) ? degrees : null;

    static void Malformed(ref Utf8JsonReader reader, ref TypedBody body)
    {
        body.IsMalformed = true;
        reader.Skip();
    }
}
