using LeanRx.Common.Internal;

namespace LeanRx;

// S70, S153
/// <summary>A position in a conversation's history: a time, and the id of a message where several share a millisecond.</summary>
public sealed record HistoryPosition
{
    /// <summary>Creates a position.</summary>
    /// <param name="timestamp">The time, by the server's clock.</param>
    /// <param name="messageId">The id of the message at that time. Default: null, the time alone.</param>
    public HistoryPosition(DateTimeOffset timestamp, string? messageId = null)
    {
        Timestamp = timestamp;
        MessageId = messageId;
    }

    /// <summary>The time, by the server's clock.</summary>
    public DateTimeOffset Timestamp { get; init; }

    /// <summary>The id of the message; null for the time alone.</summary>
    public string? MessageId { get; init; }

    /// <summary>Whether the message at the position itself is included.</summary>
    /// <value>False.</value>
    public bool IsIncluded { get; init; }

    /// <summary>The position of a message.</summary>
    /// <remarks>A <see cref="Message"/> and a <see cref="MessageAck"/> convert to <see cref="MessagePosition"/>.</remarks>
    public static HistoryPosition Of(MessagePosition message) => new(Guard.NotNull(message, nameof(message)).Timestamp, message.MessageId);
}
