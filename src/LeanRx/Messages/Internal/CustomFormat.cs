using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace LeanRx.Messages.Internal;

/// <summary>A message type of the application's own: its JSON members stand beside those that every typed message has.</summary>
internal sealed class CustomFormat<TMessage>(int typeCode, JsonTypeInfo<TMessage> json) : MessageFormat(typeCode, typeof(TMessage)) where TMessage
    : TypedMessage
{
    public override Message? Read(in TypedBody body, ReadOnlySpan<byte> utf8)
    {
        try
        {
            var message = JsonSerializer.Deserialize(utf8, json);
            message?.Fill(body.Text, body.Attributes);
            return message;
        }
        catch (Exception)
        {
            // The body does not fit the type, or the type's own code refuses it: it arrives as unknown, with all that came.
            return null;
        }
    }

    public override void Write(Utf8JsonWriter writer, Message message)
    {
        var element = JsonSerializer.SerializeToElement((TMessage)message, json);
        if (element.ValueKind != JsonValueKind.Object)
            throw new ArgumentException($"The JSON of a {typeof(TMessage).Name} must be an object; it is {element.ValueKind}.", nameof(message));
        foreach (var member in element.EnumerateObject())
            if (!IsReserved(member))
                member.WriteTo(writer);
    }

    static bool IsReserved(in JsonProperty member) => member.NameEquals("_lctype"u8) || member.NameEquals("_lctext"u8) || member.NameEquals("_lcattrs"u8);
}
