namespace LeanRx.Server.Hooks;

/// <summary>Members are about to be removed.</summary>
public sealed record MembersRemoving : ConversationChanging
{
    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The members to be removed.</summary>
    /// <remarks>Behind other changes of the conversation that are not made yet: all who are named.</remarks>
    public required IReadOnlyList<string> ClientIds { get; init; }
}
