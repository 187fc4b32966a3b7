using System.Text.Json.Nodes;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Server.Storage;

namespace LeanRx.Simulation;

/// <summary>Holds what one client shows, after all is quiet, against what the server has.</summary>
sealed class ConvergenceCheck(Evidence evidence, Witness witness)
{
    /// <summary>Who of the friends comes and goes: it is not told what it could miss.</summary>
    const string Guest = "Spike";

    readonly List<string> _violations = [];

    public IReadOnlyList<string> Check()
    {
        if (!evidence.CouldConverge(witness))
            return [];
        foreach (var conversation in witness.Conversations)
            if (evidence.Find(conversation.Id) is { } record && record.Members.Contains(witness.Name))
                Check(conversation, record);
        return _violations;
    }

    void Check(Conversation conversation, ConversationRecord record)
    {
        Compare("name", record.Name, conversation.Name);
        Compare("members", string.Join(",", record.Members), string.Join(",", conversation.Members));
        Compare("attributes", Text(record.Attributes is { } attributes ? JsonNode.Parse(attributes.GetRawText()) : new JsonObject()),
            Text(new JsonObject(conversation.Attributes.Select(pair => KeyValuePair.Create(pair.Key, JsonNode.Parse(pair.Value.GetRawText()))))));
        Compare("mute", record.Muted.Contains(witness.Name), conversation.IsMuted);
        var log = evidence.ReadLog(conversation.Id);
        Compare("last message", log.Count == 0 ? "" : Says(log[^1]), conversation.LastMessage is { } last ? Says(last) : "");
        Compare("time of the last message", log.Count == 0 ? 0 : log[^1].Timestamp, conversation.LastMessageAt?.ToUnixTimeMilliseconds() ?? 0);
        Compare("watched snapshot", conversation.Current, witness.View.Watched(conversation.Id));
        CheckUnread(conversation);
        if (conversation == witness.Board)
            CheckBoard(conversation.Id, log);
    }

    /// <summary>
    /// What a client shows is what a device of it would be told that logs in now. Of more than the server counts nobody knows how many are left, once some are
    /// recalled or read.
    /// </summary>
    void CheckUnread(Conversation conversation)
    {
        if (!evidence.CouldRead(witness))
            return;
        var unread = evidence.UnreadOf(witness.Name, conversation.Id);
        Compare($"unread count {Array.IndexOf(witness.Conversations, conversation)}", unread.Count, conversation.UnreadCount);
        Compare("unread mention", unread.IsMentioned, conversation.IsMentioned);
    }

    void CheckBoard(string id, List<StoredMessage> log)
    {
        if (witness.Name == Guest)
            return;
        foreach (var message in log)
            Compare($"message {message.Id}", Says(message), witness.View.Messages.GetValueOrDefault(message.Id) is { } shown ? Says(shown) : "nothing");
        if (evidence.WasSetBack)
            return;
        var standings = evidence.FindStandings(id);
        Compare("roles", Names(standings.Where(it => it.Role == MemberRoles.Manager)),
            string.Join(",", witness.View.Roles.Where(it => it.Key.ConversationId == id && it.Value == MemberRole.Manager).Select(it => it.Key.ClientId)
            .Order(StringComparer.Ordinal)));
        Compare("silence", Names(standings.Where(it => it.SilencedUntil is not null)), Names(id, witness.View.Silenced));
        Compare("blocks", Names(standings.Where(it => it.IsBlocked)), Names(id, witness.View.Blocked));
    }

    void Compare<T>(string what, T server, T shown)
    {
        if (!EqualityComparer<T>.Default.Equals(server, shown))
            _violations.Add($"law 15: {witness.Device} shows {what} '{shown}', the server has '{server}'");
    }

    static string Names(IEnumerable<MemberStanding> standings) => string.Join(",", standings.Select(it => it.ClientId).Order(StringComparer.Ordinal));

    static string Names(string id, IEnumerable<(string ConversationId, string ClientId)> keys) =>
        string.Join(",", keys.Where(it => it.ConversationId == id).Select(it => it.ClientId).Order(StringComparer.Ordinal));

    static string Text(JsonNode? node) => node switch
    {
        JsonObject parent =>
            $"{{{string.Join(",", parent.OrderBy(pair => pair.Key, StringComparer.Ordinal).Select(pair => $"{pair.Key}:{Text(pair.Value)}"))}}}",
        null => "null",
        _ => node.ToJsonString(),
    };

    static string Says(StoredMessage message) =>
        $"{message.Id} {(message.IsRecalled ? "recalled" : Evidence.TextOf(message.Data))} @{string.Join(",", message.MentionedClientIds)}";

    static string Says(Message message) =>
        $"{message.Id} {(message is RecalledMessage ? "recalled" : (message as TextMessage)?.Text)} @{string.Join(",", message.MentionedClientIds)}";
}
