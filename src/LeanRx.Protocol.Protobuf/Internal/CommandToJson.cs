using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LeanRx.Protocol.Protobuf.Internal.Messages;

namespace LeanRx.Protocol.Protobuf.Internal;

// protocol.md §3.3
/// <summary>Writes a protobuf frame as the JSON dialects would: its family's sub-message laid flat into the envelope.</summary>
static class CommandToJson
{
    public static ReadOnlySpan<byte> Convert(GenericCommand command, int maxDepth)
    {
        var output = new GrowingBuffer();
        using var json = new Utf8JsonWriter(output, new JsonWriterOptions { MaxDepth = maxDepth });
        try
        {
            json.WriteStartObject();
            json.WriteString("cmd", WireNames.NameOf(command.Cmd));
            foreach (var field in GenericCommand.Descriptor.Fields.InFieldNumberOrder())
            {
                if (field.FieldType != FieldType.Message && field.FieldNumber != GenericCommand.CmdFieldNumber)
                    WriteField(json, command, field);
            }

            if (WireNames.BodyOf(command.Cmd) is { } body && body.Accessor.HasValue(command))
                WriteFields(json, (IMessage)body.Accessor.GetValue(command));
            json.WriteEndObject();
            json.Flush();
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException or InvalidOperationException)
        {
            throw new FrameFormatException($"A piece of JSON inside the protobuf frame cannot be read: {exception.Message}", CommandEnvelope.Of(command),
                exception);
        }

        return output.Written.Span;
    }

    static void WriteFields(Utf8JsonWriter json, IMessage message)
    {
        foreach (var field in message.Descriptor.Fields.InFieldNumberOrder())
            WriteField(json, message, field);
    }

    static void WriteField(Utf8JsonWriter json, IMessage message, FieldDescriptor field)
    {
        if (field.IsRepeated)
        {
            var values = (IList)field.Accessor.GetValue(message);
            if (values.Count == 0)
                return;
            json.WriteStartArray(field.Name);
            foreach (var value in values)
                WriteValue(json, field, value);
            json.WriteEndArray();
        }
        else if (field.Accessor.HasValue(message))
        {
            json.WritePropertyName(field.Name);
            WriteValue(json, field, field.Accessor.GetValue(message));
        }
    }

    static void WriteValue(Utf8JsonWriter json, FieldDescriptor field, object? value)
    {
        switch (value)
        {
            case string text: json.WriteStringValue(text); break;
            case int number: json.WriteNumberValue(number); break;
            case long number: json.WriteNumberValue(number); break;
            case bool flag: json.WriteBooleanValue(flag); break;
            case ByteString bytes: json.WriteBase64StringValue(bytes.Span); break;
            case JsonObjectMessage piece: json.WriteRawValue(piece.Data); break;
            case IMessage message:
                json.WriteStartObject();
                WriteFields(json, message);
                json.WriteEndObject();
                break;
            case Enum number: json.WriteStringValue(WireNames.NameOf(field.EnumType, System.Convert.ToInt32(number, null))); break;
            default: throw new InvalidOperationException($"{field.FullName} holds a {value?.GetType().Name}.");
        }
    }
}
