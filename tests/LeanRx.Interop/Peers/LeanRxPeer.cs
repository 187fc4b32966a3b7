using System.Reactive.Linq;
using System.Text.Json.Nodes;

namespace LeanRx.Interop;

/// <summary>A client of LeanRx itself, in this process.</summary>
public sealed class LeanRxPeer : Peer
{
    readonly LeanClient _client;

    public LeanRxPeer(Sdk sdk, string clientId, LeanClientOptions options)
        : base(sdk, clientId)
    {
        _client = new LeanClient(options with { ClientId = clientId });
        _client.Messages.Subscribe(message => Tell(LeanRxNews.Of("message", message)));
        _client.MessageChanges.Subscribe(change => Tell(LeanRxNews.Of(change is MessageRecalled ? "recalled" : "modified", change.Message)));
        _client.ModerationChanges.Where(change => change.Members.Contains(clientId)).Subscribe(change => Tell(LeanRxNews.Of(change)));
        _client.MembershipChanges.Subscribe(change => Tell(LeanRxNews.Of(change)));
        _client.Receipts.Subscribe(receipt => Tell(LeanRxNews.Of(receipt is ReadReceipt ? "read" : "delivered", receipt.ConversationId)));
        _client.UnreadChanges.Subscribe(change => Tell(LeanRxNews.Of("unread", change.ConversationId, ("count", change.Count))));
        _client.ConversationUpdates.Subscribe(update => Tell(LeanRxNews.Of("updated", update.ConversationId, ("by", update.By))));
        _client.StateChanges.Subscribe(state =>
        {
            if (state is ConnectionState.Connected { IsReconnect: true })
                Tell(new JsonObject { ["event"] = "reconnected" });
        });
    }

    protected override async Task<JsonNode?> InvokeAsync(string command, JsonObject arguments)
    {
        switch (command)
        {
            case "open":
                await _client.OpenAsync();
                return null;
            case "close":
                await _client.DisposeAsync();
                return null;
            case "create":
                return (await _client.CreateConversationAsync(Strings(arguments["members"]), new()
                {
                    Name = (string?)arguments["name"],
                    Attributes = arguments["attributes"]?.DeepClone().AsObject(),
                    IsUnique = Flag(arguments["unique"]),
                    IsTransient = Flag(arguments["transient"]),
                    IsTemporary = Flag(arguments["temporary"]),
                })).Id;
            case "query":
                return new JsonArray([.. (await _client.QueryConversationsAsync(LeanRxQuery.Of(arguments))).Select(Summary)]);
            case "online":
                return PeerCommands.Strings([.. await _client.PingAsync(Strings(arguments["clients"]))]);
            default:
                var id = (string)arguments["conversation"]!;
                return await InvokeAsync(command, arguments, await _client.GetConversationAsync(id) ?? throw new ScenarioException($"no conversation {id}"));
        }
    }

    static async Task<JsonNode?> InvokeAsync(string command, JsonObject arguments, Conversation conversation)
    {
        switch (command)
        {
            case "enter":
                return conversation.Id;
            case "get":
                return Summary(conversation);
            case "add":
                await conversation.AddMembersAsync(Strings(arguments["members"]));
                return null;
            case "remove":
                await conversation.RemoveMembersAsync(Strings(arguments["members"]));
                return null;
            case "join":
                await conversation.JoinAsync();
                return null;
            case "leave":
                await conversation.LeaveAsync();
                return null;
            case "count":
                return await conversation.CountMembersAsync();
            case "update":
                await conversation.UpdateAsync(new() { Name = (string?)arguments["name"], Attributes = arguments["attributes"]?.DeepClone().AsObject() });
                return null;
            case "mute":
                await conversation.MuteAsync();
                return null;
            case "unmute":
                await conversation.UnmuteAsync();
                return null;
            case "silence":
                await conversation.SilenceMembersAsync(Strings(arguments["members"]));
                return null;
            case "unsilence":
                await conversation.UnsilenceMembersAsync(Strings(arguments["members"]));
                return null;
            case "silenced":
                return PeerCommands.Strings([.. (await conversation.GetSilencedMembersAsync()).Members]);
            case "block":
                await conversation.BlockMembersAsync(Strings(arguments["members"]));
                return null;
            case "unblock":
                await conversation.UnblockMembersAsync(Strings(arguments["members"]));
                return null;
            case "blocked":
                return PeerCommands.Strings([.. (await conversation.GetBlockedMembersAsync()).Members]);
            case "read":
                await conversation.MarkReadAsync();
                return null;
            case "send":
                var message = LeanRxContent.Message(arguments["content"]!.AsObject()) with { MentionedClientIds = [.. Strings(arguments["mentions"])] };
                var ack = await conversation.SendAsync(message, new SendOptions { Receipt = Flag(arguments["receipt"]), Transient = Flag(arguments["transient"]) });
                return new JsonObject { ["id"] = ack.MessageId, ["at"] = ack.Timestamp.ToUnixTimeMilliseconds() };
            case "modify":
                await conversation.EditAsync(AckOf(arguments), LeanRxContent.Message(arguments["content"]!.AsObject()));
                return null;
            case "recall":
                await conversation.RecallAsync(AckOf(arguments));
                return null;
            case "history":
                return await HistoryAsync(conversation, arguments);
            default:
                throw new ScenarioException($"LeanRx has no {command}");
        }
    }

    /// <summary>A page as the other SDKs give it: the oldest first.</summary>
    static async Task<JsonNode> HistoryAsync(Conversation conversation, JsonObject arguments)
    {
        var limit = (int)arguments["limit"]!;
        var before = arguments["before"] is { } place ? new HistoryPosition(DateTimeOffset.FromUnixTimeMilliseconds((long)place["at"]!), (string?)place["id"]) : null;
        var page = new List<JsonNode?>();
        await foreach (var message in conversation.GetHistoryAsync(new() { Limit = limit, PageSize = limit, Before = before }))
            page.Insert(0, LeanRxNews.Of("message", message));
        return new JsonArray([.. page]);
    }

    static JsonNode Summary(Conversation conversation) => new JsonObject
    {
        ["id"] = conversation.Id,
        ["name"] = conversation.Name,
        ["members"] = PeerCommands.Strings([.. conversation.Members]),
        ["muted"] = conversation.IsMuted,
        ["attributes"] = new JsonObject(conversation.Attributes.Select(attribute => KeyValuePair.Create(attribute.Key, JsonNode.Parse(attribute.Value.GetRawText())))),
    };

    static MessageAck AckOf(JsonObject arguments) => new((string)arguments["id"]!, DateTimeOffset.FromUnixTimeMilliseconds((long)arguments["at"]!));

    static IEnumerable<string> Strings(JsonNode? array) => array?.AsArray().Select(value => (string)value!) ?? [];

    static bool Flag(JsonNode? value) => value is not null && (bool)value;
}
