namespace LeanRx.Server.Events;

/// <summary>Clients have left or were removed from a conversation, left a chat room, or unsubscribed from a service conversation.</summary>
public sealed record MembersRemoved : ConversationEvent
{
    /// <summary>The client that removed them, who is the only one of them if it left.</summary>
    /// <value>Null for an operator.</value>
    public string? InitiatedBy { get; init; }

    /// <summary>The former members.</summary>
    public required IReadOnlyList<string> ClientIds { get; init; }
}
