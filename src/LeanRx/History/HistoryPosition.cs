using LeanRx.Common.Internal;

namespace LeanRx;

// S70, S153
/// <summary>A place in a conversation's history. Several messages may share a millisecond; the id tells them apart.</summary>
/// <param name="Timestamp">The time of a message, by the server's clock.</param>
/// <param name="MessageId">That message's id; null for the time alone.</param>
public sealed record HistoryPosition(DateTimeOffset Timestamp, string? MessageId = null)
{
    /// <summary>Whether the message at the place belongs to what is asked for: a closed end. Default false: an open end.</summary>
    public bool IsIncluded { get; init; }

    /// <summary>The place of a message.</summary>
    public static HistoryPosition Of(Message message) => new(Guard.NotNull(message, nameof(message)).Timestamp, message.Id);
}
