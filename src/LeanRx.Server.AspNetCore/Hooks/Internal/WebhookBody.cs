using System.Buffers;
using System.Globalization;
using System.Text.Json;
using LeanRx.Server.Events;

namespace LeanRx.Server.AspNetCore.Hooks.Internal;

// protocol.md §10.5
/// <summary>A message to a service conversation as a webhook is told of it.</summary>
static class WebhookBody
{
    public static ReadOnlyMemory<byte> Of(MessageSent sent)
    {
        var body = new ArrayBufferWriter<byte>();
        using var json = new Utf8JsonWriter(body);
        json.WriteStartArray();
        json.WriteStartObject();
        json.WriteString("from"u8, sent.From);
        json.WriteString("fromIp"u8, sent.RemoteAddress);
        json.WriteStartObject("conv"u8);
        json.WriteString("__type"u8, "Pointer"u8);
        json.WriteString("className"u8, "_Conversation"u8);
        json.WriteString("objectId"u8, sent.ConversationId);
        json.WriteEndObject();
        json.WriteString("msgId"u8, sent.MessageId);
        json.WriteBoolean("bin"u8, sent.IsBinary);
        json.WriteString("data"u8, sent.Body);
        WriteDate(json, "createdAt", sent.At);
        WriteDate(json, "updatedAt", sent.At);
        json.WriteEndObject();
        json.WriteEndArray();
        json.Flush();
        return body.WrittenMemory;
    }

    static void WriteDate(Utf8JsonWriter json, string name, DateTimeOffset at)
    {
        json.WriteStartObject(name);
        json.WriteString("__type"u8, "Date"u8);
        json.WriteString("iso"u8, at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture));
        json.WriteEndObject();
    }
}
