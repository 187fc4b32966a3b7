using System.Text.Json.Serialization.Metadata;
using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;

namespace LeanRx;

// S43
/// <summary>The application's own message types.</summary>
/// <remarks>
/// Immutable and thread-safe; it can be used for any number of clients. Each is a record that derives from <see cref="TypedMessage"/>, has a positive type
/// code, and is serialized by System.Text.Json without reflection:
/// <code>
/// public sealed record EmojiMessage(string Emoji) : TypedMessage;
///
/// [JsonSerializable(typeof(EmojiMessage))]
/// partial class ChatJson : JsonSerializerContext;
///
/// MessageTypes = MessageTypeRegistry.Empty.With(7, ChatJson.Default.EmojiMessage)
/// </code>
/// Its members are in the body beside <c>_lctype</c>, <c>_lctext</c> and <c>_lcattrs</c>. Received messages have this type:
/// <c>Messages.OfType&lt;EmojiMessage&gt;()</c>.
/// </remarks>
public sealed class MessageTypeRegistry
{
    readonly MessageFormat[] _formats;
    readonly Lazy<MessageBodyReader> _reader;
    readonly Lazy<MessageBodyReader> _encodingReader;
    readonly Lazy<MessageBodyWriter> _writer;

    MessageTypeRegistry(MessageFormat[] formats)
    {
        _formats = formats;
        _reader = new(() => new MessageBodyReader(formats, encodesHtml: false));
        _encodingReader = new(() => new MessageBodyReader(formats, encodesHtml: true));
        _writer = new(() => new MessageBodyWriter(formats));
    }

    /// <summary>A registry with the built-in types only.</summary>
    public static MessageTypeRegistry Empty { get; } = new([.. MessageFormats.BuiltIn]);

    /// <summary>Returns a registry with another type.</summary>
    /// <param name="typeCode">The type code (<c>_lctype</c>), which all clients must agree on. It must be positive; others are reserved.</param>
    /// <param name="json">The serialization, from a source-generated <c>JsonSerializerContext</c> or made by hand. The JSON must be an object.</param>
    /// <exception cref="ArgumentOutOfRangeException">The type code is not positive.</exception>
    /// <exception cref="ArgumentException">The type code or the type is registered already.</exception>
    public MessageTypeRegistry With<TMessage>(int typeCode, JsonTypeInfo<TMessage> json) where TMessage : TypedMessage
    {
        Guard.NotNull(json, nameof(json));
        if (typeCode <= 0)
            throw new ArgumentOutOfRangeException(nameof(typeCode), typeCode, "typeCode must be positive: 0 and the negative numbers are the system's.");
        foreach (var format in _formats)
        {
            if (format.TypeCode == typeCode)
                throw new ArgumentException($"typeCode {typeCode} belongs to {format.MessageType.Name} already.", nameof(typeCode));
            if (format.MessageType == typeof(TMessage))
                throw new ArgumentException($"{typeof(TMessage).Name} has the number {format.TypeCode} already.", nameof(json));
        }
        return new([.. _formats, new CustomFormat<TMessage>(typeCode, json)]);
    }

    internal MessageBodyWriter Writer => _writer.Value;

    internal MessageBodyReader Reader(bool encodesHtml) => encodesHtml ? _encodingReader.Value : _reader.Value;
}
