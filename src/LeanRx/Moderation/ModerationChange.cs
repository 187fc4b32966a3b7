namespace LeanRx;

// protocol.md §4.9, §4.14, §4.16
/// <summary>
/// A change of roles, silences or blocks in a conversation: <see cref="RoleChanged"/>, <see cref="Silenced"/>, <see cref="Unsilenced"/>, <see cref="Blocked"/>
/// or <see cref="Unblocked"/>.
/// </summary>
/// <remarks>
/// Filter with <c>OfType&lt;ModerationChange.Silenced&gt;()</c>. Changes missed while disconnected are delivered after a reconnect, except when a later change
/// of the same member was delivered already.
/// </remarks>
public abstract record ModerationChange
{
    private protected ModerationChange()
    {
    }

    /// <summary>The id of the conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The client id of the person who made the change; empty for an operator.</summary>
    public required string By { get; init; }

    /// <summary>The client ids concerned, which may include this client.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>A member was given a role.</summary>
    /// <remarks>The role ends with the membership, which raises a <see cref="MembershipChange"/>; a returning member has no role.</remarks>
    public sealed record RoleChanged : ModerationChange
    {
        /// <summary>The new role.</summary>
        public required MemberRole Role { get; init; }
    }

    /// <summary>Members may no longer send messages; they still receive them.</summary>
    public sealed record Silenced : ModerationChange;

    /// <summary>Members may send messages again.</summary>
    public sealed record Unsilenced : ModerationChange;

    /// <summary>Clients were blocked: they are removed and cannot join.</summary>
    /// <remarks>A <see cref="MembershipChange"/> reports those who were members.</remarks>
    public sealed record Blocked : ModerationChange;

    /// <summary>Clients may join again.</summary>
    /// <remarks>This does not make them members.</remarks>
    public sealed record Unblocked : ModerationChange;
}
