using System.Buffers;
using System.Text.Json;

namespace LeanRx.Cli.Archive;

/// <summary>A row of <c>hashes.jsonl</c>.</summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="Messages">How many messages it has.</param>
/// <param name="Sha256">The hash of them (<see cref="MessageHash"/>), in lower-case hexadecimal digits.</param>
sealed record ConversationHash(string ConversationId, long Messages, string Sha256)
{
    public byte[] ToRow()
    {
        var text = new ArrayBufferWriter<byte>(160);
        using (var json = new Utf8JsonWriter(text, CanonicalJson.Writing))
        {
            json.WriteStartObject();
            json.WriteString("conv_id"u8, ConversationId);
            json.WriteNumber("messages"u8, Messages);
            json.WriteString("sha256"u8, Sha256);
            json.WriteEndObject();
        }
        return text.WrittenSpan.ToArray();
    }

    /// <exception cref="JsonException">It is none.</exception>
    public static ConversationHash Of(ReadOnlyMemory<byte> row)
    {
        using var document = JsonDocument.Parse(row);
        var json = document.RootElement;
        return json.ValueKind == JsonValueKind.Object
            && json.TryGetProperty("conv_id"u8, out var id) && id.ValueKind == JsonValueKind.String
            && json.TryGetProperty("messages"u8, out var messages) && messages.TryGetInt64(out var count)
            && json.TryGetProperty("sha256"u8, out var hash) && hash.ValueKind == JsonValueKind.String
            ? new(id.GetString()!, count, hash.GetString()!)
            : throw new JsonException("A row of hashes has conv_id, messages and sha256.");
    }
}
