using System.Collections;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using LeanRx.Protocol.Protobuf.Internal.Messages;

namespace LeanRx.Protocol.Protobuf.Internal;

/// <summary>Reads a frame of the JSON dialects into the protobuf one: what the family's sub-message names goes there, the rest into the envelope.</summary>
static class JsonToCommand
{
    /// <exception cref="ArgumentException">The family or the operation has no number.</exception>
    public static GenericCommand Convert(JsonElement frame)
    {
        var name = frame.GetProperty("cmd").GetString()!;
        if (!WireNames.TryGetCommand(name, out var number))
            throw new ArgumentException($"The protobuf dialects know no frames of the family '{name}'.", nameof(frame));

        var command = new GenericCommand { Cmd = number };
        // A family's sub-message is there even when nothing is in it: readers look into it without asking.
        var body = WireNames.BodyOf(number) is { } field ? Make(field.MessageType) : null;
        if (body is not null)
            WireNames.BodyOf(number)!.Accessor.SetValue(command, body);

        foreach (var property in frame.EnumerateObject())
        {
            if (property.NameEquals("cmd"u8))
                continue;
            if (body?.Descriptor.FindFieldByName(property.Name) is { } inner)
                SetField(body, inner, property.Value);
            else if (GenericCommand.Descriptor.FindFieldByName(property.Name) is { FieldType: not FieldType.Message } outer)
                SetField(command, outer, property.Value);
        }

        return command;
    }

    static void SetField(IMessage message, FieldDescriptor field, JsonElement value)
    {
        if (field.IsRepeated)
        {
            var values = (IList)field.Accessor.GetValue(message);
            foreach (var item in value.EnumerateArray())
            {
                if (ValueOf(field, item) is { } one)
                    values.Add(one);
            }
        }
        else if (ValueOf(field, value) is { } one)
        {
            field.Accessor.SetValue(message, one);
        }
    }

    static object? ValueOf(FieldDescriptor field, JsonElement value) => field.FieldType switch
    {
        FieldType.String when value.ValueKind == JsonValueKind.String => value.GetString(),
        // The JSON dialects let any value stand in a few places, where these have room for text alone (the data of report).
        FieldType.String => value.GetRawText(),
        FieldType.Int32 => value.GetInt32(),
        FieldType.Int64 => value.GetInt64(),
        FieldType.Bool => value.GetBoolean(),
        FieldType.Bytes => ByteString.CopyFrom(value.GetBytesFromBase64()),
        FieldType.Enum => EnumOf(field, value.GetString()!),
        FieldType.Message when field.MessageType == JsonObjectMessage.Descriptor => new JsonObjectMessage { Data = value.GetRawText() },
        FieldType.Message => MessageOf(field.MessageType, value),
        _ => throw new InvalidOperationException($"{field.FullName} is of a type that frames do not use."),
    };

    static object? EnumOf(FieldDescriptor field, string name)
    {
        if (WireNames.TryGetNumber(field.EnumType, name, out var number))
            return Enum.ToObject(field.EnumType.ClrType, number);
        // A frame without its operation is another frame; what else has no number is left out.
        return field.FieldNumber == GenericCommand.OpFieldNumber && field.ContainingType == GenericCommand.Descriptor
            ? throw new ArgumentException($"The protobuf dialects know no operation '{name}'.", nameof(name))
            : null;
    }

    static IMessage MessageOf(MessageDescriptor type, JsonElement value)
    {
        var message = Make(type);
        foreach (var property in value.EnumerateObject())
        {
            if (type.FindFieldByName(property.Name) is { } field)
                SetField(message, field, property.Value);
        }

        return message;
    }

    static IMessage Make(MessageDescriptor type) => type.Parser.ParseFrom(ByteString.Empty);
}
