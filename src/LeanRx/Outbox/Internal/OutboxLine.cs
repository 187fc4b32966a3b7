using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;

namespace LeanRx.Outbox.Internal;

/// <summary>
/// A line of an outbox file: <c>+ CHECKSUM ["client","token","frame"]</c> for a send that waits, <c>- CHECKSUM token</c> for one that has ended. The checksum
/// is CRC-32 over the UTF-8 bytes behind it, in eight hexadecimal digits.
/// </summary>
internal readonly record struct OutboxLine(OutboxEntry? Added, string? Removed)
{
    const int PrefixLength = 11;

    public static string ForAdded(OutboxEntry entry) => Line('+', ToJson(entry));

    public static string ForRemoved(string token) => Line('-', token);

    /// <summary>False when it is none, or not the line that was written.</summary>
    public static bool TryParse(ReadOnlySpan<byte> line, out OutboxLine parsed)
    {
        parsed = default;
        if (line.Length <= PrefixLength || line[0] is not ((byte)'+' or (byte)'-') || line[1] != ' ' || line[PrefixLength - 1] != ' ')
            return false;
        var checksum = Encoding.ASCII.GetString(line.Slice(2, 8).ToArray());
        var content = line.Slice(PrefixLength).ToArray();
        if (!uint.TryParse(checksum, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var expected) || expected != Checksum(content))
            return false;
        parsed = line[0] == '-' ? new OutboxLine(null, Encoding.UTF8.GetString(content)) : new OutboxLine(OfJson(content), null);
        return parsed != default;
    }

    static string Line(char kind, string content) =>
        $"{kind} {Checksum(Encoding.UTF8.GetBytes(content)).ToString("x8", CultureInfo.InvariantCulture)} {content}\n";

    static string ToJson(OutboxEntry entry)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, new JsonWriterOptions { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }))
        {
            writer.WriteStartArray();
            writer.WriteStringValue(entry.ClientId);
            writer.WriteStringValue(entry.Token);
            writer.WriteStringValue(entry.Frame);
            writer.WriteEndArray();
        }
        return Encoding.UTF8.GetString(stream.ToArray());
    }

    static OutboxEntry? OfJson(byte[] json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return document.RootElement is { ValueKind: JsonValueKind.Array } array && array.GetArrayLength() == 3
                && array[0].GetString() is { } client && array[1].GetString() is { } token && array[2].GetString() is { } frame
                ? new OutboxEntry(client, token, frame)
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    /// <summary>CRC-32 as in zip files. Messages are short: no table is worth its place.</summary>
    static uint Checksum(byte[] bytes)
    {
        var rest = uint.MaxValue;
        foreach (var one in bytes)
        {
            rest ^= one;
            for (var bit = 0; bit < 8; bit++)
                rest = (rest & 1) == 0 ? rest >> 1 : (rest >> 1) ^ 0xEDB88320;
        }
        return ~rest;
    }
}
