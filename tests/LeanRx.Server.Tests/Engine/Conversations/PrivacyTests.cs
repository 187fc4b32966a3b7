using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Lists and conditions tell nobody what the history would refuse (protocol.md §4.5).</summary>
public sealed class PrivacyTests : StandingTest
{
    const int WithLastMessage = 2;

    string? LastMessage(TestDevice device, string where) => LastMessage(device, new ConversationFrame { Where = Moves.Json(where) });

    string? LastMessage(TestDevice device, ConversationFrame query)
    {
        var found = Assert.Single(device.Do(query with { Operation = ConversationOperations.Query, Flag = WithLastMessage }).Results!.Value.EnumerateArray());
        string[] about = ["bin", "msg_mid", "msg_from", "msg_timestamp", "patch_timestamp", "mention_all", "mention_pids"];
        if (found.TryGetProperty("msg", out var body))
            return body.GetString();
        Assert.Empty(found.EnumerateObject().Where(property => about.Contains(property.Name)));
        return null;
    }

    string ById(string? id = null) => $$"""{"objectId":"{{id ?? Id}}"}""";

    [Fact]
    public void The_last_message_is_for_members()
    {
        Tom.Say(Id, "secret");
        Forget();

        Assert.Equal("secret", LastMessage(Mary, ById()));
        Assert.Null(LastMessage(Bob, ById()));
        Assert.Null(LastMessage(Bob, """{"m":"Tom"}"""));
        Assert.Equal(ErrorCodes.ConversationLogRejected, Bob.Fail(new LogsFrame { ConversationId = Id }).Code);
    }

    [Fact]
    public void Not_for_who_was_removed_or_blocked()
    {
        Tom.Do(Frame(ConversationOperations.Remove, "Jerry"));
        Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Mary"));
        Tom.Say(Id, "secret");
        Forget();

        foreach (var device in (TestDevice[])[Jerry, Mary])
        {
            Assert.Null(LastMessage(device, ById()));
            Assert.Equal(ErrorCodes.ConversationLogRejected, device.Fail(new LogsFrame { ConversationId = Id }).Code);
        }
    }

    [Fact]
    public void Not_of_temporary_conversations_for_strangers_who_know_the_id()
    {
        var id = Tom.Do(new ConversationFrame { Operation = ConversationOperations.Start, IsTemporary = true, Members = ["Jerry"] }).ConversationId!;
        Forget();
        Tom.Say(id, "secret");
        Forget();

        Assert.Equal("secret", LastMessage(Jerry, new ConversationFrame { TemporaryConversationIds = [id] }));
        Assert.Null(LastMessage(Bob, new ConversationFrame { TemporaryConversationIds = [id] }));
        Assert.Equal(ErrorCodes.ConversationLogRejected, Bob.Fail(new LogsFrame { ConversationId = id }).Code);
    }

    [Fact]
    public void Of_a_chat_room_for_all_but_those_it_blocks()
    {
        var room = Tom.StartRoom();
        Tom.Say(room, "hello");
        Tom.Ask<BlacklistFrame>(Blacklist(BlacklistOperations.Block, "Jerry") with { SourceConversationId = room });
        Forget();

        Assert.Equal("hello", LastMessage(Bob, ById(room)));
        Assert.Null(LastMessage(Jerry, ById(room)));
        Assert.Equal(ErrorCodes.ConversationLogRejected, Jerry.Fail(new LogsFrame { ConversationId = room }).Code);
        Assert.Equal(ErrorCodes.BlockedByConv, Jerry.Fail(new ConversationFrame { Operation = ConversationOperations.Members, ConversationId = room }).Code);
    }

    [Fact]
    public async Task Of_a_service_each_sees_its_own_thread()
    {
        var service = await World.ServiceAsync("Tom", "Jerry");
        await World.TellAsync(service, "for all");
        await World.TellAsync(service, "for Jerry", "Jerry");
        Forget();

        Assert.Equal("for Jerry", LastMessage(Jerry, ById(service)));
        Assert.Equal("for all", LastMessage(Tom, ById(service)));
    }

    [Theory]
    [InlineData("""{"sys":true,"m":"Jerry"}""")]
    [InlineData("""{"sys":true,"m":{"$in":["Jerry"]}}""")]
    [InlineData("""{"sys":true,"m":{"$size":2}}""")]
    [InlineData("""{"sys":true,"m.1":"Jerry"}""")]
    [InlineData("""{"sys":true,"m":{"$regex":"^Je"}}""")]
    [InlineData("""{"sys":true,"mu":"Jerry"}""")]
    public async Task A_condition_does_not_tell_who_else_subscribes(string where)
    {
        var service = await World.ServiceAsync("Tom", "Jerry");
        Jerry.Do(new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = service });
        var query = new ConversationFrame { Operation = ConversationOperations.Query, Where = Moves.Json(where) };

        foreach (var device in (TestDevice[])[Tom, Bob])
        {
            Assert.Empty(device.Do(query).Results!.Value.EnumerateArray());
            Assert.Equal(0, device.Do(query with { Count = 1 }).Count);
        }

        Assert.Single(Tom.Do(query with { Where = Moves.Json("""{"sys":true,"m":"Tom"}""") }).Results!.Value.EnumerateArray());
        Assert.Empty(Bob.Do(query with { Where = Moves.Json("""{"sys":true,"m":"Bob"}""") }).Results!.Value.EnumerateArray());
    }

    [Fact]
    public async Task Nor_does_the_order_of_a_list()
    {
        string[] services = [await World.ServiceAsync("Anna"), await World.ServiceAsync("Zoe"), await World.ServiceAsync("Ben")];
        ConversationFrame Query(string sort) => new() { Operation = ConversationOperations.Query, Where = Moves.Json("""{"sys":true}"""), Sort = sort };

        foreach (var sort in (string[])["m", "-m", "mu"])
            Assert.Equal(services.Order(StringComparer.Ordinal), Bob.Do(Query(sort)).Results!.Value.EnumerateArray()
                .Select(found => found.GetProperty("objectId").GetString()!));
    }

    [Fact]
    public async Task Subscribers_do_not_hear_of_each_other_by_the_lists_of_moderation_either()
    {
        var service = await World.ServiceAsync("Tom", "Jerry");
        await World.Engine.Applications["demo"].Moderation.SilenceAsync(service, ["Jerry"], cancellationToken: TestContext.Current.CancellationToken);
        Forget();
        ConversationFrame silence = new() { Operation = ConversationOperations.QuerySilence, ConversationId = service };

        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Tom.Fail(silence).Code);
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, Bob.Fail(silence).Code);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Tom.Fail(Blacklist(BlacklistOperations.Query) with { SourceConversationId = service }).Code);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized,
            Tom.Fail(silence with { Operation = ConversationOperations.CheckSilence, Members = ["Jerry"] }).Code);
        Assert.Equal(["Jerry"], Jerry.Do(silence with { Operation = ConversationOperations.CheckSilence, Members = ["Jerry"] }).Members);
    }
}
