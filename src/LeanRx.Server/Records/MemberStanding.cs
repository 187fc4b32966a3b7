namespace LeanRx.Server.Storage;

// protocol.md §4.9, §4.14, §7.5
/// <summary>What sets one client apart in one conversation: its role, its silence, and who blocks whom. The client need not be a member.</summary>
/// <param name="ApplicationId">The application.</param>
/// <param name="ConversationId">The conversation.</param>
/// <param name="ClientId">The client.</param>
public sealed record MemberStanding(string ApplicationId, string ConversationId, string ClientId)
{
    /// <summary>
    /// <c>Owner</c> or <c>Manager</c>; <c>Member</c> for who had a role once, so that it is known that roles were given; null for who never had one. The
    /// creator of a conversation is its owner without a row.
    /// </summary>
    public string? Role { get; init; }

    /// <summary>Until when it may not send, milliseconds since 1970 UTC; <see cref="long.MaxValue"/> means for good, null not at all.</summary>
    public long? SilencedUntil { get; init; }

    /// <summary>True when the conversation blocks the client: it cannot come in.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>True when the client blocks the conversation: nobody can add it.</summary>
    public bool BlocksConversation { get; init; }

    /// <summary>True when the row says nothing, so that a store removes it.</summary>
    public bool IsOrdinary => Role is null && SilencedUntil is null && !IsBlocked && !BlocksConversation;
}
