namespace LeanRx.Server.Events;

/// <summary>Clients have joined or were added to a conversation, entered a chat room, or subscribed to a service conversation.</summary>
/// <remarks>The first members are in <see cref="ConversationCreated"/>.</remarks>
public sealed record MembersAdded : ConversationEvent
{
    /// <summary>The client that added them, who is the only one of them if it joined.</summary>
    /// <value>Null for an operator.</value>
    public string? InitiatedBy { get; init; }

    /// <summary>The new members.</summary>
    public required IReadOnlyList<string> ClientIds { get; init; }
}
