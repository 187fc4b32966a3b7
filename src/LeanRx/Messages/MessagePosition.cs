using LeanRx.Common.Internal;

namespace LeanRx;

/// <summary>Identifies a message that was sent: its id and its time together are its place in the conversation's history.</summary>
/// <remarks>A <see cref="Message"/> and a <see cref="MessageAck"/> convert to it implicitly: <c>conversation.RecallAsync(message)</c>.</remarks>
public sealed record MessagePosition
{
    /// <summary>Creates a position from stored values.</summary>
    /// <param name="messageId">The id assigned by the server.</param>
    /// <param name="timestamp">The time at which the server accepted the message, to the millisecond.</param>
    public MessagePosition(string messageId, DateTimeOffset timestamp)
    {
        MessageId = Guard.NotNull(messageId, nameof(messageId));
        Timestamp = timestamp;
    }

    /// <summary>The id assigned by the server.</summary>
    public string MessageId { get; init; }

    /// <summary>The time at which the server accepted the message, to the millisecond.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The id of the conversation; null if unknown.</summary>
    /// <remarks>An operation on another conversation is refused.</remarks>
    public string? ConversationId { get; init; }

    /// <summary>The position of a message.</summary>
    public static MessagePosition Of(Message message) =>
        new(Guard.NotNull(message, nameof(message)).Id, message.Timestamp) { ConversationId = message.ConversationId };

    /// <summary>The position of a message that was just sent.</summary>
    public static MessagePosition Of(MessageAck ack) => new(Guard.NotNull(ack, nameof(ack)).MessageId, ack.Timestamp);

    /// <summary>Converts a message to its position.</summary>
    public static implicit operator MessagePosition(Message message) => Of(message);

    /// <summary>Converts the acknowledgement of a message to the message's position.</summary>
    public static implicit operator MessagePosition(MessageAck ack) => Of(ack);
}
