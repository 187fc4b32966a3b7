using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using LeanRx.Common.Internal;

namespace LeanRx.Messages.Internal;

// protocol.md §5
/// <summary>Turns a message into the body that travels.</summary>
internal sealed class MessageBodyWriter(IReadOnlyList<MessageFormat> formats)
{
    // S169
    /// <summary>Largest body, in bytes of UTF-8.</summary>
    public const int MaxBytes = 5 * 1024;

    readonly Dictionary<Type, MessageFormat> _formats = formats.ToDictionary(static format => format.MessageType);

    /// <summary>A text with as many characters makes no body that is too large, whatever characters they are.</summary>
    public const int AlwaysFits = 800;

    /// <summary>The body of a plain text message: most messages are one, and need no writer.</summary>
    /// <exception cref="ArgumentException">The body is too large.</exception>
    public static string Text(string text, string argument) =>
        Checked(string.Concat("{\"_lctype\":-1,\"_lctext\":\"", JavaScriptEncoder.UnsafeRelaxedJsonEscaping.Encode(text), "\"}"), argument);

    /// <summary>The body of any message that is not binary.</summary>
    /// <exception cref="ArgumentException">The body is too large or nests too deep, holds text that is no Unicode, or the message is of a kind that is not
    /// sent.</exception>
    public string Write(Message message, string argument) => Checked(message switch
    {
        StringMessage text => text.Content,
        JsonMessage json => Encode(argument, writer => json.Content.WriteTo(writer)),
        UnknownMessage unknown => unknown.Body,
        RecalledMessage => throw new ArgumentException("A RecalledMessage stands for one that was taken back; it cannot be sent.", argument),
        _ when _formats.TryGetValue(message.GetType(), out var format) => Encode(argument, writer => WriteTyped(writer, message, format)),
        _ => throw new ArgumentException($"A {message.GetType().Name} cannot be sent: register it in LeanClientOptions.MessageTypes.", argument),
    }, argument);

    static void WriteTyped(Utf8JsonWriter writer, Message message, MessageFormat format)
    {
        writer.WriteStartObject();
        writer.WriteNumber("_lctype"u8, format.TypeCode);
        if (message is TypedMessage typed)
        {
            if (typed.Text.Length > 0 || typed is TextMessage)
                writer.WriteString("_lctext"u8, typed.Text);
            if (typed.GivenAttributes is { } attributes)
            {
                writer.WritePropertyName("_lcattrs"u8);
                attributes.WriteTo(writer);
            }
        }
        format.Write(writer, message);
        writer.WriteEndObject();
    }

    static string Encode(string argument, Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        JsonObjects.Write(stream, JsonObjects.Writing with { MaxDepth = JsonObjects.MaxBodyDepth }, argument, write);
        return Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
    }

    /// <summary>The bytes of a binary message.</summary>
    /// <exception cref="ArgumentException">They are too many.</exception>
    public static byte[] Bytes(BinaryMessage message, string argument) =>
        message.Content.Length <= MaxBytes ? message.Content.ToArray() : throw TooLarge(message.Content.Length, argument);

    static string Checked(string body, string argument)
    {
        // No character takes more than three bytes.
        if (body.Length > MaxBytes / 3 && Encoding.UTF8.GetByteCount(body) is var size && size > MaxBytes)
            throw TooLarge(size, argument);
        return body;
    }

    static ArgumentException TooLarge(int size, string argument) =>
        new($"The message's body has {size:N0} bytes; a message holds at most {MaxBytes:N0} bytes.", argument);
}
