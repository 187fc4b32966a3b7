namespace LeanRx;

// protocol.md §4.16; S50 to S53, S57, S59, S89
/// <summary>
/// Somebody came or went. One of <see cref="Invited"/>, <see cref="Kicked"/>, <see cref="MembersJoined"/>, <see cref="MembersLeft"/>; filter with
/// <c>OfType&lt;MembershipChange.Invited&gt;()</c>. Who was not logged in when it happened is not told later; a client
/// that was open before and comes back is, but for what a later change of the same member, told already, has overtaken. Chat rooms tell nothing.
/// </summary>
/// <param name="ConversationId">The conversation.</param>
/// <param name="By">Who did it.</param>
/// <param name="Members">The client ids that came or went.</param>
public abstract record MembershipChange(string ConversationId, string By, IReadOnlyList<string> Members)
{
    /// <summary>Somebody else brought this client in. <see cref="MembersJoined"/>, which all members hear, follows.</summary>
    public sealed record Invited(string ConversationId, string By, IReadOnlyList<string> Members) : MembershipChange(ConversationId, By, Members);

    /// <summary>Somebody else removed this client.</summary>
    public sealed record Kicked(string ConversationId, string By, IReadOnlyList<string> Members) : MembershipChange(ConversationId, By, Members);

    /// <summary>Members came: on their own when <see cref="MembershipChange.By"/> is one of them. One's own joining reads so too.</summary>
    public sealed record MembersJoined(string ConversationId, string By, IReadOnlyList<string> Members) : MembershipChange(ConversationId, By, Members);

    /// <summary>Members went: on their own when <see cref="MembershipChange.By"/> is one of them. One's own leaving reads so too, on every device.</summary>
    public sealed record MembersLeft(string ConversationId, string By, IReadOnlyList<string> Members) : MembershipChange(ConversationId, By, Members);
}
