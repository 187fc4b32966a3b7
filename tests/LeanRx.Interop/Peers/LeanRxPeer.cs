using System.Reactive.Linq;
using System.Text.Json.Nodes;
using LeanRx.Protocol;

namespace LeanRx.Interop;

/// <summary>A client of LeanRx itself, in this process. When it is alone, its network is a front of its own, and its socket one that others may join.</summary>
public sealed class LeanRxPeer : Peer
{
    readonly LeanClientOptions _options;
    readonly Front? _front;
    readonly List<Peer> _neighbours = [];
    LeanClient? _client;
    string? _token;

    public LeanRxPeer(Sdk sdk, string clientId, LeanClientOptions options, Front? front = null)
        : base(sdk, clientId)
    {
        _front = front;
        _options = front is null ? options
            : options with { SharedSocket = new SharedSocket(), Transport = new CountingTransport(), MissedEventSource = new HttpMissedEventSource() };
    }

    LeanRxPeer(LeanRxPeer other, string clientId)
        : base(other.Sdk, clientId)
    {
        _options = other._options with { ClientId = clientId };
        other._neighbours.Add(this);
    }

    public override Peer Beside(string clientId) => new LeanRxPeer(this, clientId);

    public override async ValueTask VanishAsync()
    {
        if (_front is null)
            await base.VanishAsync();
        else
            await _front.DisposeAsync();
    }

    public override async ValueTask DisposeAsync()
    {
        if (_front is not null)
            await _front.DisposeAsync();
        foreach (var neighbour in _neighbours)
            await neighbour.DisposeAsync();
        if (_client is not null)
            await _client.DisposeAsync();
    }

    protected override async Task<JsonNode?> InvokeAsync(string command, JsonObject arguments)
    {
        if (command == "open")
        {
            _client = new LeanClient(_options with
            {
                Tag = (string?)arguments["tag"],
                DeviceId = $"device of {ClientId} {Guid.NewGuid():N}",
                SignatureProvider = (string?)arguments["masterKey"] is { } key ? new HmacSignatureProvider(key) : null,
            });
            Listen(_client);
            await _client.OpenAsync();
            return null;
        }

        var client = _client ?? throw new ScenarioException($"{this} never logged in");
        switch (command)
        {
            case "close":
                await client.DisposeAsync();
                return null;
            case "create":
                return (await client.CreateConversationAsync(Strings(arguments["members"]), new()
                {
                    Name = (string?)arguments["name"],
                    Attributes = arguments["attributes"]?.DeepClone().AsObject(),
                    IsUnique = Flag(arguments["unique"]),
                    IsTransient = Flag(arguments["transient"]),
                    IsTemporary = Flag(arguments["temporary"]),
                })).Id;
            case "upload":
                var file = await client.UploadAsync(new MemoryStream(Convert.FromBase64String((string)arguments["base64"]!)), (string)arguments["name"]!);
                return new JsonObject { ["url"] = file.Url.AbsoluteUri, ["objectId"] = file.ObjectId };
            case "pause":
                _front!.Pause();
                return null;
            case "resume":
                _front!.Resume();
                return null;
            case "sockets":
                return ((CountingTransport)_options.Transport!).Live;
            case "query":
                return new JsonArray([.. (await client.QueryConversationsAsync(LeanRxQuery.Of(arguments))).Select(Summary)]);
            case "online":
                return PeerCommands.Strings([.. await client.GetOnlineAsync(Strings(arguments["clients"]))]);
            case "token":
                // A token that is too old is renewed when it is needed, for roles for example.
                await InvokeAsync("roles", arguments);
                return _token;
            default:
                var id = (string)arguments["conversation"]!;
                return await InvokeAsync(command, arguments, await client.GetConversationAsync(id) ?? throw new ScenarioException($"no conversation {id}"));
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
                return LeanRxNews.Of(await conversation.AddMembersAsync(Strings(arguments["members"])));
            case "remove":
                return LeanRxNews.Of(await conversation.RemoveMembersAsync(Strings(arguments["members"])));
            case "role":
                await conversation.UpdateMemberRoleAsync((string)arguments["member"]!, Enum.Parse<MemberRole>((string)arguments["role"]!));
                return null;
            case "roles":
                var roles = await conversation.GetMemberRolesAsync();
                return new JsonArray([.. conversation.Members.Select(member =>
                    new JsonObject { ["member"] = member, ["role"] = roles.GetValueOrDefault(member).ToString() })]);
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
                var message = LeanRxContent.Message(arguments["content"]!.AsObject()) with
                {
                    MentionedClientIds = [.. Strings(arguments["mentions"])],
                    MentionsEveryone = Flag(arguments["mentionAll"]),
                };
                var ack = await conversation.SendAsync(message, new SendOptions
                {
                    RequestReceipt = Flag(arguments["receipt"]),
                    IsTransient = Flag(arguments["transient"]),
                    IsWill = Flag(arguments["will"]),
                    Priority = (MessagePriority?)(int?)arguments["priority"] ?? MessagePriority.Normal,
                });
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
        var newer = Flag(arguments["newer"]);
        var (start, end) = (Position(arguments["start"]), Position(arguments["end"]));
        var options = new HistoryOptions
        {
            Limit = limit,
            PageSize = limit,
            Before = newer ? end : start,
            After = newer ? start : end,
            Direction = newer ? HistoryDirection.Newer : HistoryDirection.Older,
            MessageType = (int?)arguments["type"],
        };
        var page = new List<JsonNode?>();
        await foreach (var message in conversation.GetHistoryAsync(options))
            page.Insert(newer ? page.Count : 0, LeanRxNews.Of("message", message));
        return new JsonArray([.. page]);
    }

    static HistoryPosition? Position(JsonNode? place) => place is null
        ? null
        : new(DateTimeOffset.FromUnixTimeMilliseconds((long)place["at"]!), (string?)place["id"]) { IsIncluded = Flag(place["closed"]) };

    void Listen(LeanClient client)
    {
        client.Frames.Select(record => record.Frame).OfType<SessionFrame>().Subscribe(session => _token = session.Token ?? _token);
        client.Messages.Subscribe(message => Tell(LeanRxNews.Of("message", message)));
        client.MessageChanges.Subscribe(change => Tell(LeanRxNews.Of(change is MessageChange.Recalled ? "recalled" : "modified", change.Message)));
        client.ModerationChanges.Subscribe(change => Tell(LeanRxNews.Of(change, ClientId)));
        client.MembershipChanges.Subscribe(change => Tell(LeanRxNews.Of(change)));
        client.Receipts.Subscribe(receipt => Tell(LeanRxNews.Of(receipt is Receipt.Read ? "read" : "delivered", receipt.ConversationId)));
        client.UnreadChanges.Subscribe(change =>
            Tell(LeanRxNews.Of("unread", change.ConversationId, ("count", change.Count), ("mentioned", change.IsMentioned))));
        client.ConversationUpdates.Subscribe(update => Tell(LeanRxNews.Of("updated", update.ConversationId, ("by", update.By))));
        client.StateChanges.Subscribe(state =>
        {
            if (state is ConnectionState.Connected { IsReconnect: true })
                Tell(new JsonObject { ["event"] = "reconnected" });
            if (state is ConnectionState.Disconnected { Cause: ServerRejectedException { Code: ErrorCodes.SessionConflict } cause })
                Tell(new JsonObject { ["event"] = "conflict", ["reason"] = cause.Reason });
        });
    }

    static JsonNode Summary(Conversation conversation) => new JsonObject
    {
        ["id"] = conversation.Id,
        ["name"] = conversation.Name,
        ["members"] = PeerCommands.Strings([.. conversation.Members]),
        ["muted"] = conversation.IsMuted,
        ["attributes"] = new JsonObject(conversation.Attributes.Select(attribute =>
            KeyValuePair.Create(attribute.Key, JsonNode.Parse(attribute.Value.GetRawText())))),
    };

    static MessageAck AckOf(JsonObject arguments) => new((string)arguments["id"]!, DateTimeOffset.FromUnixTimeMilliseconds((long)arguments["at"]!));

    static IEnumerable<string> Strings(JsonNode? array) => array?.AsArray().Select(value => (string)value!) ?? [];

    static bool Flag(JsonNode? value) => value is not null && (bool)value;
}
