using LeanRx.Server;

namespace LeanRx.Cli.Tests.Importing;

/// <summary>What <c>leanrx import</c> brings in, and that a second time is none.</summary>
public sealed class ImportTests : ImportTest
{
    [Fact]
    public async Task Ids_times_order_and_bodies_are_kept()
    {
        Write("conversations.jsonl", ChatRow());
        Write("messages.jsonl", MessageRow("zz", 1_780_000_000_000, "plain"),
            MessageRow("3RIAcrHVTsGdxfiVBXrBYg", 1_780_000_000_000, """{"_lctype":-1,"_lctext":"耗子"}""", "Jerry", more: ",\"ack-at\":1780000000500"),
            MessageRow("b", 1_770_000_000_000, "AAEC", more: ",\"bin\":true"));

        Assert.Equal(0, (await ImportAsync()).ExitCode);

        Assert.Equal(
            [("b", 1_770_000_000_000, "Tom", "AAEC", true, null, null),
                ("3RIAcrHVTsGdxfiVBXrBYg", 1_780_000_000_000, "Jerry", """{"_lctype":-1,"_lctext":"耗子"}""", false, -1, 1_780_000_000_500),
                ("zz", 1_780_000_000_000, "Tom", "plain", false, null, null)],
            (await HistoryAsync())
                .Select(message => (message.Id, message.Timestamp, message.From, message.Data, message.IsBinary, message.MessageType, message.DeliveredAt)));
    }

    [Fact]
    public async Task A_conversation_keeps_its_columns_and_rights()
    {
        Write("_Conversation.0.jsonl",
            ChatRow(""","attr":{"color":"red"},"level":7,"mu":["Jerry"],"ACL":{"*":{"read":true}},"lm":{"__type":"Date","iso":"2026-11-01T10:00:00.123Z"}"""));

        await ImportAsync();

        var chat = (await ConversationAsync())!;
        Assert.Equal(("chat", "Tom", "Tom Jerry", "Jerry", """{"color":"red"}"""),
            (chat.Name, chat.CreatorId, string.Join(' ', chat.Members), string.Join(' ', chat.Muted), chat.Attributes!.Value.GetRawText()));
        Assert.Equal("""ACL={"*":{"read":true}} level=7""", string.Join(' ', chat.Columns.Select(column => $"{column.Key}={column.Value.GetRawText()}")));
    }

    [Fact]
    public async Task Everything_counts_as_read_and_what_comes_then_does_not()
    {
        Write("conversations.jsonl", ChatRow());
        Write("messages.jsonl", [.. Enumerable.Range(0, 300).Select(number => MessageRow($"m{number:D3}", 1_780_000_000_000 + number))]);
        await ImportAsync();

        var store = await SqliteMessageStore.OpenAsync(Path.Combine(Data, "leanrx.db"));
        await using var engine = new MessagingEngine(store);
        var application = engine.Applications[App];
        Assert.Equal(0, await application.Messages.CountUnreadAsync("Jerry"));
        await application.Messages.SendAsync(Chat, new SystemMessage("Tom", "new"));
        Assert.Equal(1, await application.Messages.CountUnreadAsync("Jerry"));
        await engine.DisposeAsync();
        await store.DisposeAsync();
    }

    [Fact]
    public async Task A_second_time_writes_nothing()
    {
        WriteEverything();
        await ImportAsync();
        var before = await File.ReadAllBytesAsync(Path.Combine(Data, "leanrx.db"), TestContext.Current.CancellationToken);

        Assert.Equal(0, (await ImportAsync()).ExitCode);

        Assert.Equal(before, await File.ReadAllBytesAsync(Path.Combine(Data, "leanrx.db"), TestContext.Current.CancellationToken));
        Assert.All(Report().GetProperty("rows").EnumerateObject(), rows =>
            Assert.Equal((0, 0), (rows.Value.GetProperty("new").GetInt32(), rows.Value.GetProperty("updated").GetInt32())));
    }

    [Fact]
    public async Task A_top_up_brings_what_is_new_and_it_is_read_too()
    {
        Write("conversations.jsonl", ChatRow());
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000));
        await ImportAsync();
        var later = DateTimeOffset.Parse("2099-01-01T00:00:00Z", System.Globalization.CultureInfo.InvariantCulture).ToUnixTimeMilliseconds();
        Write("conversations.jsonl", ChatRow().Replace("Jerry\"", "Jerry\",\"Spike\"", StringComparison.Ordinal)
            .Replace("2026-02-12", "2026-03-12", StringComparison.Ordinal));
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000), MessageRow("b", later));

        await ImportAsync();

        Assert.Equal("a b", await IdsAsync());
        Assert.Equal(["Tom", "Jerry", "Spike"], (await ConversationAsync())!.Members);
        Assert.All(await InStoreAsync(async store => await store.Cursors.FindByConversationAsync(App, Chat)), cursor => Assert.Equal(later, cursor.ReadTo));
    }

    [Fact]
    public async Task What_changed_on_the_server_since_stays()
    {
        Write("conversations.jsonl", ChatRow());
        Write("messages.jsonl", MessageRow("a", 1_780_000_000_000));
        await ImportAsync();
        await InStoreAsync(async store =>
        {
            await using var engine = new MessagingEngine(store);
            await engine.Applications[App].Conversations.AddMembersAsync(Chat, ["Spike"]);
            await engine.Applications[App].Messages.ModifyAsync(Chat, "a", "edited");
            return true;
        });

        Assert.Equal(0, (await ImportAsync()).ExitCode);

        Assert.Equal(["Tom", "Jerry", "Spike"], (await ConversationAsync())!.Members);
        Assert.Equal(["edited"], (await HistoryAsync()).Select(message => message.Data));
        Assert.Equal(1, Report().GetProperty("rows").GetProperty("conversations").GetProperty("kept").GetInt32());
    }

    [Fact]
    public async Task Chat_rooms_services_subscribers_roles_blocks_and_silences_come_along()
    {
        WriteEverything();

        await ImportAsync();

        Assert.True((await ConversationAsync(Room))!.IsTransient);
        Assert.Equal(["Tom", "Spike"], (await ConversationAsync(Service))!.Members);
        var subscribers = await InStoreAsync(async store =>
        {
            await using var engine = new MessagingEngine(store);
            return await engine.Applications[App].Subscribers.FindAsync(Service);
        });
        Assert.Equal([("Tom", 1_770_000_000_001L), ("Spike", 1_770_000_000_002L)],
            subscribers.Select(subscriber => (subscriber.ClientId, subscriber.SubscribedAt.ToUnixTimeMilliseconds())));
        Assert.Equal(
            [("Jerry", "Manager", false, null), ("Spike", null, true, null), ("Tuffy", null, false, long.MaxValue)],
            (await InStoreAsync(async store => await store.Moderation.FindByConversationAsync(App, Chat)))
                .Select(standing => (standing.ClientId, standing.Role, standing.IsBlocked, standing.SilencedUntil)));
    }

    [Fact]
    public async Task Messages_of_a_service_are_for_those_whom_they_were_for()
    {
        WriteEverything();

        await ImportAsync();

        Assert.Equal("all own thread told",
            string.Join(' ', (await HistoryAsync(Service)).Where(message => message.ValidUntil is null).Select(message => message.Id)));
        Assert.Equal("all own thread",
            string.Join(' ', (await HistoryAsync(Service, "Tom")).Where(message => message.ValidUntil is null).Select(message => message.Id)));
        Assert.Equal("all told",
            string.Join(' ', (await HistoryAsync(Service, "Spike")).Where(message => message.ValidUntil is null).Select(message => message.Id)));
        Assert.Equal([("everybody", 1_900_000_000_000L)], (await InStoreAsync(async store =>
            await store.Messages.FindBroadcastsAsync(App, Service, null, 0, 10)))
            .Select(message => (message.Id, message.ValidUntil!.Value)));
    }

    [Fact]
    public async Task A_unique_conversation_is_found_again_by_its_members()
    {
        Write("conversations.jsonl", ChatRow()
            .Replace("\"unique\":false", "\"unique\":true,\"uniqueId\":\"6c7b0e5afcae9aa1139a0afa25833dec\"", StringComparison.Ordinal));
        await ImportAsync();

        var found = await InStoreAsync(async store =>
        {
            await using var engine = new MessagingEngine(store);
            return await engine.Applications[App].Conversations.CreateAsync(new NewConversation { Members = ["Jerry", "Tom"], IsUnique = true });
        });

        Assert.Equal(Chat, found.Id);
    }

    [Fact]
    public async Task A_message_of_a_conversation_that_the_store_has_comes_without_its_table()
    {
        Write("conversations.jsonl", ChatRow());
        await ImportAsync();
        File.Delete(Path.Combine(Export, "conversations.jsonl"));
        Write("page1.json", $"[{MessageRow("b", 1_780_000_000_001)},{MessageRow("a", 1_780_000_000_000)}]");

        await ImportAsync();

        Assert.Equal("a b", await IdsAsync());
    }

    void WriteEverything()
    {
        Write("conversations.jsonl",
            ChatRow(),
            $$"""{"objectId":"{{Room}}","name":"room","m":[],"tr":true,"sys":false,"createdAt":"2026-01-12T08:00:00.000Z","updatedAt":"2026-02-12T08:00:00.000Z"}""",
            $$"""{"objectId":"{{Service}}","name":"news","m":[],"tr":false,"sys":true,"createdAt":"2026-01-12T08:00:00.000Z","updatedAt":"2026-02-12T08:00:00.000Z"}""");
        Write("subscribers.jsonl", $$"""{"conv_id":"{{Service}}","subscriber":"Tom","timestamp":1770000000001}""",
            $$"""{"conv_id":"{{Service}}","subscriber":"Spike","timestamp":1770000000002}""");
        Write("members.jsonl", $$"""{"cid":"{{Chat}}","clientId":"Jerry","objectId":"5f","role":"Manager"}""");
        Write("blocks.jsonl", $$"""{"conv_id":"{{Chat}}","client_id":"Spike"}""");
        Write("silences.jsonl", $$"""{"conv_id":"{{Chat}}","client_id":"Tuffy"}""");
        Write("messages.jsonl",
            MessageRow("a", 1_780_000_000_000),
            MessageRow("all", 1_780_000_000_001, conversation: Service),
            // The original keeps a client's thread under an id of its own.
            MessageRow("own", 1_780_000_000_002, conversation: LeanRx.Cli.Importing.Messages.ThreadIds.Of(Service, "Tom")),
            MessageRow("told", 1_780_000_000_004, from: "news", conversation: Service, more: ",\"to_clients\":[\"Spike\"]"),
            MessageRow("everybody", 1_780_000_000_005, from: "news", conversation: Service));
        Write("threads.jsonl",
            $$"""{"client_id":"Tom","conv_id":"{{Service}}","message":{{MessageRow("thread", 1_780_000_000_003, from: "news", conversation: Service)}}}""");
        Write("broadcasts.jsonl", MessageRow("everybody", 1_780_000_000_005, from: "news", conversation: Service, more: ",\"valid_till\":1900000000000"));
        Write("_SysMessage.jsonl",
            $$"""{"objectId":"5f","msgId":"own","conv":{"__type":"Pointer","className":"_Conversation","objectId":"{{Service}}"},"from":"Tom","fromIp":"10.0.0.1","data":"hello","bin":false,"timestamp":1780000000002}""");
    }
}
