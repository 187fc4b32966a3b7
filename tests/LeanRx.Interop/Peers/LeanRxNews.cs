using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>What LeanRx's streams tell, in the words of the drivers.</summary>
static class LeanRxNews
{
    public static JsonObject Of(string kind, string conversation, params (string Name, JsonNode? Value)[] more)
    {
        var news = PeerCommands.Of(conversation, more);
        news["event"] = kind;
        return news;
    }

    public static JsonObject Of(string kind, Message message) => Of(
        kind,
        message.ConversationId,
        ("id", message.Id),
        ("from", message.From),
        ("at", message.Timestamp.ToUnixTimeMilliseconds()),
        ("content", LeanRxContent.Of(message)),
        ("mentions", PeerCommands.Strings([.. message.MentionedClientIds])),
        ("everyone", message.MentionsEveryone));

    /// <summary>Of others it is told with <c>members-</c>.</summary>
    public static JsonObject Of(ModerationChange change, string clientId)
    {
        if (change is ModerationChange.RoleChanged role)
            return Of("role", change.ConversationId, ("by", change.By), ("member", change.Members[0]), ("role", role.Role.ToString()));
        var kind = change switch
        {
            ModerationChange.Silenced => "silenced",
            ModerationChange.Unsilenced => "unsilenced",
            ModerationChange.Blocked => "blocked",
            _ => "unblocked",
        };
        return change.Members.Contains(clientId)
            ? Of(kind, change.ConversationId, ("by", change.By))
            : Of("members-" + kind, change.ConversationId, ("by", change.By), ("members", PeerCommands.Strings([.. change.Members])));
    }

    public static JsonObject Of(MembershipResult result) => new()
    {
        ["allowed"] = PeerCommands.Strings([.. result.Allowed]),
        ["failed"] = new JsonArray([.. result.Failed.Select(failure =>
            new JsonObject { ["code"] = failure.Code, ["members"] = PeerCommands.Strings([.. failure.Members]) })]),
    };

    public static JsonObject Of(MembershipChange change) => Of(
        change switch
        {
            MembershipChange.Invited => "invited",
            MembershipChange.Kicked => "kicked",
            MembershipChange.MembersJoined => "members-joined",
            _ => "members-left",
        },
        change.ConversationId,
        ("by", change.By),
        ("members", PeerCommands.Strings([.. change.Members])));
}
