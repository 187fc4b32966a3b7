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
        ("mentions", PeerCommands.Strings([.. message.MentionedClientIds])));

    public static JsonObject Of(ModerationChange change) => Of(
        change switch
        {
            ModerationChange.Silenced => "silenced",
            ModerationChange.Unsilenced => "unsilenced",
            ModerationChange.Blocked => "blocked",
            ModerationChange.Unblocked => "unblocked",
            _ => "role",
        },
        change.ConversationId,
        ("by", change.By));

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
