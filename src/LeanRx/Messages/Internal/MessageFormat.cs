using System.Text.Json;

namespace LeanRx.Messages.Internal;

/// <summary>How one type of message is read from a body and written to one.</summary>
internal abstract class MessageFormat(int typeCode, Type messageType)
{
    /// <summary>The type on the wire, <c>_lctype</c>.</summary>
    public int TypeCode { get; } = typeCode;

    public Type MessageType { get; } = messageType;

    /// <summary>The message; null when the body does not have what this type needs.</summary>
    /// <param name="utf8">The whole body, for types that have members of their own.</param>
    public abstract Message? Read(in TypedBody body, ReadOnlySpan<byte> utf8);

    /// <summary>Writes what this type has besides type, text and attributes.</summary>
    public virtual void Write(Utf8JsonWriter writer, Message message)
    {
    }
}
