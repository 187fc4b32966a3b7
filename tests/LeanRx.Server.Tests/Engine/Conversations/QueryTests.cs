using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Queries as a client makes them (S67, S68, S71 to S79, S126 to S132); what the operators mean is tested with the filter.</summary>
public class QueryTests
{
    readonly World _world = new();

    static ConversationFrame Query(string? where = null) =>
        new() { Operation = ConversationOperations.Query, Where = where is null ? null : Moves.Json(where) };

    static JsonElement[] Find(TestDevice device, ConversationFrame query)
    {
        var reply = device.Do(query);
        Assert.Equal(ConversationOperations.Results, reply.Operation);
        return [.. reply.Results!.Value.EnumerateArray()];
    }

    static string[] Names(IEnumerable<JsonElement> found) => [.. found.Select(it => it.GetProperty("name").GetString()!)];

    static string Named(TestDevice device, string name, params string[] members)
    {
        var conversation = device.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Members = members,
            Attributes = Moves.Json($$"""{"name":"{{name}}"}""")
        }).ConversationId!;
        device.TakeAll();
        return conversation;
    }

    [Fact]
    [Trait("Row", "S126")]
    [Trait("Row", "S127")]
    [Trait("Row", "S128")]
    [Trait("Row", "S129")]
    public void Without_conditions_it_finds_ones_own_ten_latest_by_last_message()
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        Named(eve, "not mine", "Jerry");
        for (var number = 0; number < 12; number++)
        {
            _world.Pass(TimeSpan.FromSeconds(1));
            tom.Say(Named(tom, $"{number}"), "hi");
        }

        Assert.Equal(["11", "10", "9", "8", "7", "6", "5", "4", "3", "2"], Names(Find(tom, Query())));
        Assert.Equal(["1", "0"], Names(Find(tom, Query() with { Skip = 10 })));
        Assert.Equal(["0", "1"], Names(Find(tom, Query() with { Sort = "lm", Limit = 2 })));
        Assert.Empty(Find(tom, Query() with { Limit = 0 }));
    }

    [Fact]
    [Trait("Row", "S67")]
    [Trait("Row", "S123")]
    public void By_id_anybody_finds_a_conversation_of_any_kind_or_nothing()
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        var room = tom.StartRoom();

        Assert.Equal(room, Assert.Single(Find(eve, Query($$"""{"objectId":"{{room}}"}"""))).GetProperty("objectId").GetString());
        Assert.Empty(Find(eve, Query("""{"objectId":"nowhere"}""")));
    }

    [Fact] // Protocol §4.5.1: normal conversations unless kinds are asked for; others' conversations too.
    public void A_condition_finds_normal_conversations_of_anybody()
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        Named(tom, "cats");
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Start, IsTransient = true, Attributes = Moves.Json("""{"name":"cats"}""") });
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Start, IsTemporary = true, Attributes = Moves.Json("""{"name":"cats"}""") });

        Assert.Equal(1, Assert.Single(Find(eve, Query("""{"name":"cats"}"""))).GetProperty("conv_type").GetInt32());
        Assert.Equal(2, Assert.Single(Find(eve, Query("""{"name":"cats","tr":true}"""))).GetProperty("conv_type").GetInt32());
    }

    [Fact]
    [Trait("Row", "S77")]
    public void Members_that_must_both_be_in_it_are_found_together()
    {
        var tom = _world.Login("Tom");
        Named(tom, "both", "Bob", "Jerry");
        Named(tom, "one", "Bob");

        Assert.Equal(["both"], Names(Find(tom, Query("""{"m":{"$all":["Bob","Jerry"]}}"""))));
    }

    [Theory] // S79 and protocol §11.2 row 15: the old client that forgets the operation.
    [Trait("Row", "S79")]
    [InlineData(ConversationOperations.Query)]
    [InlineData(null)]
    public void Counting_tells_the_number_alone(string? operation)
    {
        var tom = _world.Login("Tom");
        for (var number = 0; number < 12; number++)
            Named(tom, "cats");

        var reply = tom.Do(new ConversationFrame { Operation = operation, Where = Moves.Json("""{"name":"cats"}"""), Count = 1, Limit = 0 });

        Assert.Equal((ConversationOperations.Results, 12, 0), (reply.Operation, reply.Count, reply.Results!.Value.GetArrayLength()));
    }

    [Fact]
    [Trait("Row", "S131")]
    public void Compact_results_leave_the_members_out_and_the_last_message_comes_on_demand()
    {
        var tom = _world.Login("Tom");
        var conversation = Named(tom, "cats", "Jerry");
        var bare = Named(tom, "dogs");
        var ack = tom.Say(conversation, "meow");

        var compact = Find(tom, Query($$"""{"objectId":"{{conversation}}"}""") with { Flag = 3 }).Single();
        var full = Find(tom, Query($$"""{"objectId":"{{conversation}}"}""")).Single();

        Assert.Equal((false, false, false), (compact.TryGetProperty("m", out _), compact.TryGetProperty("mu", out _), compact.TryGetProperty("muted", out _)));
        Assert.Equal(("meow", false, ack.MessageUid, "Tom", ack.Timestamp),
            (compact.GetProperty("msg").GetString(), compact.GetProperty("bin").GetBoolean(), compact.GetProperty("msg_mid").GetString(),
            compact.GetProperty("msg_from").GetString(), compact.GetProperty("msg_timestamp").GetInt64()));
        Assert.Equal((true, false), (full.TryGetProperty("m", out _), full.TryGetProperty("msg", out _)));
        Assert.Equal("""{"__type":"Date","iso":"2026-06-01T12:00:00.000Z"}""", full.GetProperty("lm").GetRawText());
        Assert.False(Find(tom, Query($$"""{"objectId":"{{bare}}"}""") with { Flag = 2 }).Single().TryGetProperty("msg", out _));
    }

    [Theory]
    [InlineData("""{"name":{"$fly":1}}""", null)]
    [InlineData("""[1]""", null)]
    [InlineData("""{"name":{"$regex":"("}}""", null)]
    [InlineData("{}", ",")]
    public void What_cannot_be_understood_is_refused_and_the_connection_lives(string where, string? sort)
    {
        var tom = _world.Login("Tom");

        Assert.Equal((ErrorCodes.ConversationQueryFailed, "CONVERSATION_QUERY_FAILED"),
            (tom.Fail(Query(where) with { Sort = sort }).Code, tom.Fail(Query(where) with { Sort = sort }).Reason));
        Assert.Null(tom.CloseCode);
    }
}
