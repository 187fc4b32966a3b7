using System.Text.Json.Nodes;
using Google.Protobuf.Reflection;
using LeanRx.Protocol.Protobuf.Internal;
using LeanRx.Protocol.Protobuf.Internal.Messages;

namespace LeanRx.Protocol.Tests;

/// <summary>Leaves of a JSON frame what <c>frames.proto</c> has a number for, which is what a protobuf frame can carry.</summary>
static class NumberedFields
{
    public static JsonObject Of(JsonObject frame)
    {
        Assert.True(WireNames.TryGetCommand((string)frame["cmd"]!, out var command));
        var body = WireNames.BodyOf(command)?.MessageType;
        var kept = new JsonObject();
        foreach (var (name, value) in frame)
        {
            if ((body?.FindFieldByName(name) ?? GenericCommand.Descriptor.FindFieldByName(name)) is { } field)
                Keep(kept, field, value);
        }

        return kept;
    }

    static JsonObject Of(MessageDescriptor type, JsonObject message)
    {
        var kept = new JsonObject();
        foreach (var (name, value) in message)
        {
            if (type.FindFieldByName(name) is { } field)
                Keep(kept, field, value);
        }

        return kept;
    }

    static void Keep(JsonObject kept, FieldDescriptor field, JsonNode? value)
    {
        if (field.FieldType == FieldType.Enum && !WireNames.TryGetNumber(field.EnumType, (string)value!, out _))
            return;
        if (field.IsRepeated && ((JsonArray)value!).Count == 0)
            return;
        kept[field.Name] = value switch
        {
            JsonArray items when field.IsRepeated && IsMessage(field) => new JsonArray([.. items.Select(item => Of(field.MessageType, (JsonObject)item!))]),
            JsonObject message when IsMessage(field) => Of(field.MessageType, message),
            _ => value?.DeepClone(),
        };
    }

    static bool IsMessage(FieldDescriptor field) => field.FieldType == FieldType.Message && field.MessageType != JsonObjectMessage.Descriptor;
}
