namespace LeanRx.Server.Storage;

// protocol.md §4.9, §4.14, §7.5
/// <summary>The role, silence and blocks of one client in one conversation.</summary>
/// <remarks>The client need not be a member.</remarks>
public sealed record MemberStanding
{
    /// <summary>The application.</summary>
    public required string ApplicationId { get; init; }

    /// <summary>The conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The client.</summary>
    public required string ClientId { get; init; }

    /// <summary>
    /// <c>Owner</c> or <c>Manager</c>; <c>Member</c> if the client once had a role, so that it is known that roles were given; null if it never had one.
    /// </summary>
    /// <remarks>The creator of a conversation is its owner without a standing.</remarks>
    public string? Role { get; init; }

    /// <summary>Until when the client may not send, in milliseconds since 1970-01-01 UTC.</summary>
    /// <remarks><see cref="long.MaxValue"/> means forever, null not at all.</remarks>
    public long? SilencedUntil { get; init; }

    /// <summary>Whether the conversation blocks the client, so that it cannot join.</summary>
    public bool IsBlocked { get; init; }

    /// <summary>Whether the client blocks the conversation, so that nobody can add it.</summary>
    public bool BlocksConversation { get; init; }

    /// <summary>Whether the standing says nothing, so that a store deletes it.</summary>
    public bool IsOrdinary => Role is null && SilencedUntil is null && !IsBlocked && !BlocksConversation;
}
