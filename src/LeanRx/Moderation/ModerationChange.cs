namespace LeanRx;

// protocol.md §4.9, §4.14, §4.16
/// <summary>
/// A role, the silence of members, or the block list of a conversation changed. One of <see cref="RoleChanged"/>, <see cref="Silenced"/>,
/// <see cref="Unsilenced"/>, <see cref="Blocked"/>, <see cref="Unblocked"/>; filter with <c>OfType&lt;ModerationChange.Silenced&gt;()</c>. A client that comes
/// back after it was away hears what it missed, but for what a later change of the same member, told already, has overtaken.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="By">Who did it; empty for an operator.</param>
/// <param name="Members">The client ids concerned; this client's own among them when it is one.</param>
public abstract record ModerationChange(string ConversationId, string By, IReadOnlyList<string> Members)
{
    /// <summary>A member got a role. It ends with the membership, which <see cref="MembershipChange"/> tells: whoever comes again is a plain member.</summary>
    /// <param name="Role">The role that it has now.</param>
    public sealed record RoleChanged(string ConversationId, string By, IReadOnlyList<string> Members, MemberRole Role)
        : ModerationChange(ConversationId, By, Members);

    /// <summary>Members may not send any more; they go on receiving.</summary>
    public sealed record Silenced(string ConversationId, string By, IReadOnlyList<string> Members) : ModerationChange(ConversationId, By, Members);

    /// <summary>Members may send again.</summary>
    public sealed record Unsilenced(string ConversationId, string By, IReadOnlyList<string> Members) : ModerationChange(ConversationId, By, Members);

    /// <summary>Clients are out and cannot come in. <see cref="MembershipChange"/> tells of those who were members as well.</summary>
    public sealed record Blocked(string ConversationId, string By, IReadOnlyList<string> Members) : ModerationChange(ConversationId, By, Members);

    /// <summary>Clients may come in again; they are not members by that.</summary>
    public sealed record Unblocked(string ConversationId, string By, IReadOnlyList<string> Members) : ModerationChange(ConversationId, By, Members);
}
