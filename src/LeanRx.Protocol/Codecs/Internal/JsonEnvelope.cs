using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>
/// Finds out whom a frame with unreadable fields is from and which request it is. Whatever stands in its other fields, one bad value is to cost one answer.
/// </summary>
static class JsonEnvelope
{
    /// <summary>No codec reads deeper.</summary>
    public const int LargestMaxDepth = 1_000;

    /// <summary>The command and the addresses; null when the payload is no JSON object, or one that nests deeper than any codec reads.</summary>
    public static UnknownFrame? Find(ReadOnlySpan<byte> payload)
    {
        try
        {
            var json = new Utf8JsonReader(payload, new JsonReaderOptions { MaxDepth = LargestMaxDepth });
            return json.Read() && json.TokenType == JsonTokenType.StartObject ? Read(ref json) : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    static UnknownFrame Read(ref Utf8JsonReader json)
    {
        string? command = null;
        int? serialId = null;
        string? peerId = null;
        string? applicationId = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = Text(ref json);
            json.Read();
            switch (name)
            {
                case "cmd": command ??= Text(ref json); break;
                case "i": serialId ??= Number(ref json); break;
                case "peerId": peerId ??= Text(ref json); break;
                case "appId": applicationId ??= Text(ref json); break;
            }
            json.Skip();
        }
        // Anything behind the object makes this throw: then it was no frame.
        json.Read();
        return new UnknownFrame(command ?? "") { SerialId = serialId, PeerId = peerId, ApplicationId = applicationId };
    }

    static string? Text(ref Utf8JsonReader json)
    {
        try
        {
            return json.TokenType is JsonTokenType.String or JsonTokenType.PropertyName ? json.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            // Half a surrogate pair: it is no name of ours, and no id that could be said again.
            return null;
        }
    }

    static int? Number(ref Utf8JsonReader json) =>
        json.TokenType == JsonTokenType.Number && json.TryGetDouble(out var number) && number is >= int.MinValue and <= int.MaxValue
            && Math.Floor(number) == number ? (int)number : null;
}
