namespace LeanRx.Server.Hooks;

/// <summary>Members are about to be removed.</summary>
public sealed record MembersRemoving : ConversationChanging
{
    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The members to be removed.</summary>
    public required IReadOnlyList<string> ClientIds { get; init; }
}
