namespace LeanRx.Server.Hooks;

/// <summary>Clients are about to join or to be added, to enter a chat room, or to subscribe to a service conversation.</summary>
public sealed record MembersAdding : ConversationChanging
{
    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The clients that are not members yet.</summary>
    /// <remarks>Behind other changes of the conversation that are not made yet: all who are named.</remarks>
    public required IReadOnlyList<string> ClientIds { get; init; }
}
