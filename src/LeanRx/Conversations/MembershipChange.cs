namespace LeanRx;

// protocol.md §4.16; S50 to S53, S57, S59, S89
/// <summary>
/// A change of a conversation's members: <see cref="Invited"/>, <see cref="Kicked"/>, <see cref="MembersJoined"/> or <see cref="MembersLeft"/>.
/// </summary>
/// <remarks>
/// Filter with <c>OfType&lt;MembershipChange.Invited&gt;()</c>. A client receives the changes since its first login, those it missed while disconnected
/// included, except when a later change of the same member was delivered already. Chat rooms report no membership changes.
/// </remarks>
public abstract record MembershipChange
{
    private protected MembershipChange()
    {
    }

    /// <summary>The id of the conversation.</summary>
    public required string ConversationId { get; init; }

    /// <summary>The client id of the person who made the change.</summary>
    public required string By { get; init; }

    /// <summary>The client ids of those who joined or left.</summary>
    public required IReadOnlyList<string> Members { get; init; }

    /// <summary>Somebody else added this client.</summary>
    /// <remarks><see cref="MembersJoined"/>, which all members receive, follows.</remarks>
    public sealed record Invited : MembershipChange;

    /// <summary>Somebody else removed this client.</summary>
    public sealed record Kicked : MembershipChange;

    /// <summary>Members joined or were added; if <see cref="By"/> is one of them, voluntarily.</summary>
    /// <remarks>Also raised when this client joins.</remarks>
    public sealed record MembersJoined : MembershipChange;

    /// <summary>Members left or were removed; if <see cref="By"/> is one of them, voluntarily.</summary>
    /// <remarks>Also raised, on every device, when this client leaves.</remarks>
    public sealed record MembersLeft : MembershipChange;
}
