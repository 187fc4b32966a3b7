using System.Text.Json;
using LeanRx.Compatibility;

namespace LeanRx.Tests.Conversations;

/// <summary>Finding conversations (S67, S68, S71 to S79, S123 to S132).</summary>
public class QueryTests
{
    readonly ClientWorld _world = new();

    ConversationFrame Sent => _world.Commands<ConversationFrame>()[^1];

    void Results(string json, int? count = null) =>
        _world.Session.Answer = _ => new ConversationFrame { Operation = ConversationOperations.Results, Results = JsonElement.Parse(json), Count = count };

    const string Game = """
        {"objectId":"65a1","name":"Game","c":"tom","m":["tom","jerry"],"mu":["tom"],"tr":false,"sys":false,"unique":true,"uniqueId":"6c7b",
         "attr":{"color":"red"},"lm":{"__type":"Date","iso":"2024-01-12T08:05:00.000Z"},"createdAt":"2024-01-12T08:00:00.123Z","updatedAt":"2024-01-12T08:04:00.000Z","level":7}
        """;

    static void AssertJson(string expected, JsonElement? actual) =>
        Assert.True(JsonElement.DeepEquals(JsonElement.Parse(expected), actual!.Value), actual.ToString());

    [Fact]
    [Trait("Row", "S126")]
    [Trait("Row", "S127")]
    [Trait("Row", "S128")]
    [Trait("Row", "S129")]
    [Trait("Row", "S130")]
    public async Task A_query_without_conditions_is_for_the_ten_of_one_s_own_that_were_active_last()
    {
        Results("[]");
        Assert.Empty(await _world.Client.QueryConversationsAsync());
        AssertJson("""{"m":"tom"}""", Sent.Where);
        Assert.Equal(("-lm", 10, 0, 0), (Sent.Sort, Sent.Limit, Sent.Skip, Sent.Flag));
        Assert.True(_world.Asked<ConversationFrame>().IsRepeatable);
    }

    [Fact]
    [Trait("Row", "S132")]
    public async Task All_that_a_query_says_travels()
    {
        Results("[]");
        await _world.Client.QueryConversationsAsync(new ConversationQuery { Limit = 100, Skip = 200, Compact = true, WithLastMessage = true }.Where(c =>
            c.Attribute("topic") == "movie").OrderBy(c => c.Name));
        AssertJson("""{"attr.topic":"movie"}""", Sent.Where);
        Assert.Equal(("name", 100, 200, 3), (Sent.Sort, Sent.Limit, Sent.Skip, Sent.Flag));
    }

    [Fact]
    public async Task Everything_the_server_says_of_a_conversation_is_in_its_snapshot()
    {
        Results($"[{Game}]");
        var found = Assert.Single(await _world.Client.QueryConversationsAsync()).Current;
        Assert.Equal(("65a1", "Game", "tom", true, false, false, true, false),
            (found.Id, found.Name, found.CreatorId, found.IsMuted, found.IsTransient, found.IsSystem, found.IsUnique, found.IsTemporary));
        Assert.Equal(["tom", "jerry"], found.Members);
        Assert.Equal("red", found.Attributes["color"].GetString());
        Assert.Equal(7, Assert.Single(found.Columns).Value.GetInt32());
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 8, 0, 0, 123, TimeSpan.Zero), found.CreatedAt);
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 8, 4, 0, TimeSpan.Zero), found.UpdatedAt);
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 8, 5, 0, TimeSpan.Zero), found.LastMessageAt);
        Assert.Null(found.LastMessage);
    }

    [Fact]
    public async Task The_last_message_comes_along_when_asked_for()
    {
        Results("""[{"objectId":"c","msg":"{\"_lctype\":-1,\"_lctext\":\"bye\"}","bin":false,"msg_mid":"m9","msg_from":"jerry","msg_timestamp":1700000000123}]""");
        var last = Assert.IsType<TextMessage>(Assert.Single(await _world.Client.QueryConversationsAsync(new() { WithLastMessage = true })).LastMessage);
        Assert.Equal(("bye", "m9", "jerry", "c"), (last.Text, last.Id, last.From, last.ConversationId));
    }

    [Fact]
    public async Task A_compact_result_leaves_the_members_that_are_known()
    {
        Results($"[{Game}]");
        var conversation = (await _world.Client.QueryConversationsAsync())[0];
        Results("""[{"objectId":"65a1","name":"Game 2"}]""");
        await _world.Client.QueryConversationsAsync(new() { Compact = true });
        Assert.Equal("Game 2", conversation.Name);
        Assert.Equal(["tom", "jerry"], conversation.Members);
        Assert.True(conversation.IsMuted);
    }

    [Theory]
    [InlineData("""{"objectId":"c","lm":1705046700000,"conv_type":2}""", true, false)]
    [InlineData("""{"objectId":"c","lm":"2024-01-12T08:05:00.000Z","tr":true}""", true, false)]
    [InlineData("""{"objectId":"c","lm":{"__type":"Date","iso":"2024-01-12T08:05:00.000Z"},"temp":true,"ttl":60}""", false, true)]
    public async Task Times_and_kinds_are_read_in_every_spelling(string json, bool isRoom, bool isTemporary)
    {
        Results($"[{json}]");
        var found = (await _world.Client.QueryConversationsAsync())[0].Current;
        Assert.Equal((isRoom, isTemporary), (found.IsTransient, found.IsTemporary));
        Assert.Equal(new DateTimeOffset(2024, 1, 12, 8, 5, 0, TimeSpan.Zero), found.LastMessageAt);
    }

    [Fact]
    public async Task What_is_no_conversation_is_passed_over()
    {
        Results("""[null,7,{"name":"no id"},{"objectId":7},{"objectId":"c","m":[1,null,"tom"],"attr":"no object","createdAt":"yesterday","lm":[]}]""");
        var found = Assert.Single(await _world.Client.QueryConversationsAsync()).Current;
        Assert.Equal(["tom"], found.Members);
        Assert.Empty(found.Attributes);
        Assert.Null(found.CreatedAt);
    }

    [Fact]
    [Trait("Row", "S67")]
    [Trait("Row", "S123")]
    public async Task One_conversation_is_fetched_by_its_id()
    {
        Results($"[{Game}]");
        var conversation = await _world.Client.GetConversationAsync("65a1");
        AssertJson("""{"objectId":"65a1"}""", Sent.Where);
        Assert.Equal("Game", conversation!.Name);
        Assert.Same(conversation, await _world.Client.GetRoomAsync("65a1"));
    }

    [Fact]
    [Trait("Row", "S123")]
    public async Task One_that_does_not_exist_is_null_and_no_event()
    {
        var created = ClientWorld.Record(_world.Client.ConversationsCreated);
        Results("[]");
        Assert.Null(await _world.Client.GetConversationAsync("65a1"));
        _world.Session.Answer = null;
        var asked = _world.Client.GetConversationAsync("65a1");
        _world.Asked<ConversationFrame>().SetException(new ServerRejectedException(ErrorCodes.ConversationNotFound, null));
        Assert.Null(await asked);
        _world.Settle();
        Assert.Empty(created);
    }

    [Fact]
    public async Task Other_refusals_are_errors()
    {
        var asked = _world.Client.GetConversationAsync("65a1");
        _world.Asked<ConversationFrame>().SetException(new ServerRejectedException(ErrorCodes.ConversationQueryFailed, null));
        Assert.Equal(4310, (await Assert.ThrowsAsync<ServerRejectedException>(() => asked)).Code);
    }

    [Fact]
    public async Task Temporary_ones_are_looked_up_in_their_own_way()
    {
        Results("""[{"objectId":"_tmp:1","temp":true}]""");
        Assert.True((await _world.Client.GetConversationAsync("_tmp:1"))!.Current.IsTemporary);
        Assert.Equal(["_tmp:1"], Sent.TemporaryConversationIds!);
        Assert.Null(Sent.Where);
    }

    [Fact]
    [Trait("Row", "S79")]
    public async Task Matches_are_counted_without_being_fetched()
    {
        Results("[]", count: 3);
        Assert.Equal(3, await _world.Client.CountConversationsAsync(new ConversationQuery().Where(c => c.Attribute("age") < 18)));
        Assert.Equal((1, 0), (Sent.Count, Sent.Limit));
        AssertJson("""{"attr.age":{"$lt":18}}""", Sent.Where);
    }

    [Fact]
    public async Task A_limit_of_0_finds_nothing_and_asks_nobody()
    {
        Assert.Empty(await _world.Client.QueryConversationsAsync(new() { Limit = 0 }));
        Assert.Empty(_world.Session.Commands);
    }

    [Fact]
    public void Limits_are_named()
    {
        Assert.Contains("0 to 1000",
            Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _world.Client.QueryConversationsAsync(new() { Limit = 1001 }); }).Message,
            StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _world.Client.QueryConversationsAsync(new() { Limit = -1 }); });
        Assert.Throws<ArgumentOutOfRangeException>(() => { _ = _world.Client.QueryConversationsAsync(new() { Skip = -1 }); });
        Assert.Throws<ArgumentException>(() => { _ = _world.Client.GetConversationAsync(""); });
    }

    [Fact]
    [Trait("Row", "S48")]
    public async Task Room_spellings_do_the_same()
    {
        Results($"[{Game}]");
        Assert.Same(_world.Conversation("65a1"), (await _world.Client.QueryRoomsAsync())[0]);
    }
}
