using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Says what is wrong with a payload that Utf8JsonReader refused.</summary>
static class JsonFaults
{
    public static FrameFormatException Explain(ReadOnlySpan<byte> payload, int maxDepth, JsonException refusal)
    {
        if (WithoutLeadingBlanks(payload).IsEmpty)
            return new FrameFormatException("The payload is empty.");

        var reader = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = maxDepth + 1 });
        try
        {
            while (reader.Read())
                if (reader.CurrentDepth == maxDepth && reader.TokenType is JsonTokenType.StartArray or JsonTokenType.StartObject)
                    return new FrameFormatException($"The payload nests deeper than {maxDepth} levels.", JsonEnvelope.Find(payload), refusal);
        }
        catch (JsonException)
        {
            // The refusal tells as much; this reader only had to get here.
        }
        return new FrameFormatException($"The payload is not JSON (byte {reader.BytesConsumed}).", refusal);
    }

    public static ReadOnlySpan<byte> WithoutLeadingBlanks(ReadOnlySpan<byte> json)
    {
        while (json.Length > 0 && json[0] is ((byte)' ' or (byte)'\t' or (byte)'\r' or (byte)'\n'))
            json = json.Slice(1);
        return json;
    }
}
