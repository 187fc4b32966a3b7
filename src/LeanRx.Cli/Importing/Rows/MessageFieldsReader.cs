using System.Text.Json;
using LeanRx.Server;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>Reads a record of history, an object of the class _SysMessage, or a message of a thread.</summary>
static class MessageFieldsReader
{
    static readonly JsonReaderOptions s_reading = new() { MaxDepth = 512 };

    /// <exception cref="FormatException">It is no JSON object, or a field has another type; the message is a clause.</exception>
    public static void Read(ReadOnlySpan<byte> row, MessageFields fields)
    {
        fields.Clear();
        try
        {
            var reader = new Utf8JsonReader(row, s_reading);
            if (!reader.Read() || reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("it is no JSON object");
            ReadObject(ref reader, fields);
            if (reader.Read())
                throw new FormatException("something stands behind the JSON object");
        }
        catch (JsonException exception)
        {
            throw new FormatException("it is no JSON", exception);
        }
        catch (InvalidOperationException exception)
        {
            // Text with half a surrogate pair: what others send can always be read.
            if (!HalfPairs.TryReplace(row, out var whole))
                throw new FormatException("it holds text that is no Unicode", exception);
            Read(whole, fields);
        }
    }

    static void ReadObject(ref Utf8JsonReader reader, MessageFields fields)
    {
        var (client, isThread) = ((string?)null, false);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            if (reader.ValueTextEquals("data"u8))
                fields.Data = Text(ref reader, "data");
            else if (reader.ValueTextEquals("timestamp"u8))
                fields.Timestamp = Time(ref reader);
            else if (reader.ValueTextEquals("conv-id"u8))
                fields.ConversationId = Text(ref reader, "conv-id") is var id && fields.ConversationId is { } around ? around : id;
            else if (reader.ValueTextEquals("from"u8))
                fields.From = Text(ref reader, "from");
            else if (reader.ValueTextEquals("msg-id"u8))
                fields.Id = Text(ref reader, "msg-id");
            else if (reader.ValueTextEquals("bin"u8))
                fields.IsBinary = reader.Read() && reader.TokenType == JsonTokenType.True;
            else if (reader.ValueTextEquals("ack-at"u8) || reader.ValueTextEquals("ackAt"u8))
                fields.DeliveredAt = Time(ref reader);
            else if (reader.ValueTextEquals("valid_till"u8))
                fields.ValidUntil = Time(ref reader);
            else if (reader.ValueTextEquals("to_clients"u8))
                fields.Recipients = Texts(ref reader);
            else
                client = ReadRare(ref reader, fields, ref isThread) ?? client;
        }
        if (isThread && client is not null)
            fields.Recipients ??= [client];
    }

    /// <summary>Fields of threads and of the class _SysMessage; the client whose thread it is, where this is it.</summary>
    static string? ReadRare(ref Utf8JsonReader reader, MessageFields fields, ref bool isThread)
    {
        if (reader.ValueTextEquals("msgId"u8))
        {
            fields.Id = Text(ref reader, "msgId");
            fields.IsToService = true;
        }
        else if (reader.ValueTextEquals("conv"u8))
        {
            fields.ConversationId = Pointer(ref reader);
        }
        else if (reader.ValueTextEquals("conv_id"u8))
        {
            // Around the message of a thread, whose own conv-id may be that of the thread alone.
            fields.ConversationId = Text(ref reader, "conv_id");
        }
        else if (reader.ValueTextEquals("message"u8))
        {
            reader.Read();
            if (reader.TokenType != JsonTokenType.StartObject)
                throw new FormatException("its message is no object");
            isThread = true;
            ReadObject(ref reader, fields);
        }
        else if (reader.ValueTextEquals("client_id"u8))
        {
            return Text(ref reader, "client_id");
        }
        else
        {
            reader.Skip();
        }
        return null;
    }

    static string Text(ref Utf8JsonReader reader, string name) => TextOrNull(ref reader) ?? throw new FormatException($"its {name} is no text");

    static string? TextOrNull(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        reader.Skip();
        return null;
    }

    static long? Time(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.Number)
            return reader.TryGetInt64(out var milliseconds) && milliseconds > 0 && JsonTime.IsTime(milliseconds) ? milliseconds : null;
        return JsonTime.Of(JsonElement.ParseValue(ref reader)) is > 0 and var time ? time : null;
    }

    static List<string> Texts(ref Utf8JsonReader reader)
    {
        reader.Read();
        List<string> texts = [];
        if (reader.TokenType != JsonTokenType.StartArray)
            throw new FormatException("its to_clients is no list");
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
        {
            if (reader.TokenType != JsonTokenType.String)
                throw new FormatException("its to_clients has more than texts");
            texts.Add(reader.GetString()!);
        }
        return texts;
    }

    /// <summary>The object id of a pointer, or a plain one.</summary>
    static string? Pointer(ref Utf8JsonReader reader)
    {
        reader.Read();
        if (reader.TokenType == JsonTokenType.String)
            return reader.GetString();
        var pointer = JsonElement.ParseValue(ref reader);
        if (pointer.ValueKind == JsonValueKind.Object)
            foreach (var name in (ReadOnlySpan<string>)["objectId", "$id", "_id"])
                if (pointer.TryGetProperty(name, out var id) && id.ValueKind == JsonValueKind.String)
                    return id.GetString();
        throw new FormatException("its conv names no conversation");
    }
}
