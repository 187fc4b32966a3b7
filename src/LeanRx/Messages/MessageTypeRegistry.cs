using System.Text.Json.Serialization.Metadata;
using LeanRx.Common.Internal;
using LeanRx.Messages.Internal;

namespace LeanRx;

// S43
/// <summary>
/// The message types of an application. Each is a record of one's own that derives from <see cref="TypedMessage"/>, has a positive number, and is read and
/// written by System.Text.Json without reflection:
/// <code>
/// public sealed record EmojiMessage(string Emoji) : TypedMessage;
///
/// [JsonSerializable(typeof(EmojiMessage))]
/// partial class ChatJson : JsonSerializerContext;
///
/// MessageTypes = MessageTypeRegistry.Empty.With(7, ChatJson.Default.EmojiMessage)
/// </code>
/// Its members stand in the body beside <c>_lctype</c>, <c>_lctext</c> and <c>_lcattrs</c>. It then arrives as what it is:
/// <c>Messages.OfType&lt;EmojiMessage&gt;()</c>. Immutable, safe for calls from any thread, and good for any number of clients.
/// </summary>
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

    /// <summary>No types but those that everybody knows.</summary>
    public static MessageTypeRegistry Empty { get; } = new([.. MessageFormats.BuiltIn]);

    /// <summary>The same types and one more.</summary>
    /// <param name="typeCode">Its number on the wire (<c>_lctype</c>): positive; 0 and the negative ones are the system's. All who talk to each other must
    /// agree on it.</param>
    /// <param name="json">How it is read and written: of a source-generated <c>JsonSerializerContext</c>, or made by hand. Its JSON must be an object.</param>
    /// <exception cref="ArgumentOutOfRangeException">The number is not positive.</exception>
    /// <exception cref="ArgumentException">The number or the type is registered already.</exception>
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
