using System.Text.Json;

namespace LeanRx;

// protocol.md §4.7; S166
/// <summary>The name or attributes of a conversation were changed.</summary>
public sealed record ConversationUpdate
{
    /// <summary>The id of the conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The client id of the person who made the change.</summary>
    public required string By { get; init; }

    /// <summary>The changed columns and their new values; <c>attr.topic</c> is a single attribute.</summary>
    public required IReadOnlyDictionary<string, JsonElement> Changes { get; init; }

    /// <summary>The time of the change, by the server's clock; null when the server did not report it.</summary>
    public DateTimeOffset? UpdatedAt { get; init; }
}
