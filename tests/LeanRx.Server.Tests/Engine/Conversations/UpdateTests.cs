using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Changing columns (S63, S66, S156; protocol.md §4.7) and muting (S64).</summary>
public class UpdateTests
{
    readonly World _world = new();

    static ConversationFrame Update(string conversation, string attr) =>
        new() { Operation = ConversationOperations.Update, ConversationId = conversation, Attributes = Moves.Json(attr) };

    static JsonElement Found(TestDevice device, string conversation) =>
        device.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            Where = Moves.Json($$"""{"objectId":"{{conversation}}"}""")
        }).Results!.Value[0];

    [Fact]
    [Trait("Row", "S63")]
    public void Any_member_renames_and_the_others_hear_of_it()
    {
        var (black, tom, desk) = (_world.Login("Black"), _world.Login("Tom"), _world.Login("Black"));
        var conversation = tom.Start(["Black"], black, desk);
        _world.Pass(TimeSpan.FromSeconds(1));

        var reply = black.Do(Update(conversation, """{"name":"聪明的喵星人"}"""));

        Assert.Equal((ConversationOperations.Updated, "2026-06-01T12:00:01.000Z"), (reply.Operation, reply.UpdatedAt));
        Assert.Equal("聪明的喵星人", reply.ModifiedAttributes!.Value.GetProperty("name").GetString());
        black.AssertQuiet();
        foreach (var other in (TestDevice[])[tom, desk])
        {
            var push = other.Take<ConversationFrame>();
            Assert.Equal((ConversationOperations.Updated, "Black", null), (push.Operation, push.InitiatedBy, push.SerialId));
            Assert.Equal("聪明的喵星人", push.Attributes!.Value.GetProperty("name").GetString());
            Assert.Equal("聪明的喵星人", push.ModifiedAttributes!.Value.GetProperty("name").GetString());
        }
        Assert.Equal("聪明的喵星人", Found(tom, conversation).GetProperty("name").GetString());
    }

    [Theory]
    [Trait("Row", "S66")]
    [InlineData("""{"attr":{"type":"public"}}""", """{"attr":{"type":"public"}}""")]
    [InlineData("""{"attr.type":"public"}""", """{"attr":{"type":"public","n":1}}""")]
    [InlineData("""{"attr.type":{"__op":"Delete"}}""", """{"attr":{"n":1}}""")]
    [InlineData("""{"attr.n":{"__op":"Increment","amount":2}}""", """{"attr":{"type":"private","n":3}}""")]
    [InlineData("""{"attr.n":{"__op":"Increment","amount":0.5}}""", """{"attr":{"type":"private","n":1.5}}""")]
    [InlineData("""{"attr.deep.er":[1]}""", """{"attr":{"type":"private","n":1,"deep":{"er":[1]}}}""")]
    [InlineData("""{"attr":{"__op":"Delete"}}""", """{"attr":{"__op":"Delete"}}""")]
    [InlineData("""{"tags":{"__op":"Add","objects":["a","a"]}}""", """{"tags":["x","a","a"]}""")]
    [InlineData("""{"tags":{"__op":"AddUnique","objects":["x","y","y"]}}""", """{"tags":["x","y"]}""")]
    [InlineData("""{"tags":{"__op":"Remove","objects":["x"]}}""", """{"tags":[]}""")]
    [InlineData("""{"tags":{"__op":"Delete"}}""", """{"tags":{"__op":"Delete"}}""")]
    [InlineData("""{"fresh":{"__op":"Increment","amount":1}}""", """{"fresh":1}""")]
    [InlineData("""{"fresh.n":9223372036854775806,"fresh.n":{"__op":"Increment","amount":1}}""", """{"fresh":{"n":9223372036854775807}}""")]
    [InlineData("""{"objectId":"x","m":["Eve"],"c":"Eve"}""", "{}")]
    [InlineData("{}", "{}")]
    public void Columns_change_as_the_operation_says_and_the_reply_tells_them_whole(string attr, string modified)
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Attributes = Moves.Json("""{"attr":{"type":"private","n":1},"tags":["x"]}""")
        }).ConversationId!;

        var reply = tom.Do(Update(conversation, attr));

        Assert.True(JsonElement.DeepEquals(Moves.Json(modified), reply.ModifiedAttributes!.Value), reply.ModifiedAttributes.Value.GetRawText());
        var found = Found(tom, conversation);
        foreach (var column in reply.ModifiedAttributes.Value.EnumerateObject())
            Assert.Equal(column.Value.ValueKind != JsonValueKind.Object || !column.Value.TryGetProperty("__op", out _),
                found.TryGetProperty(column.Name, out _));
        Assert.Equal("Tom", found.GetProperty("c").GetString());
    }

    [Theory]
    [InlineData("""{"name":5}""")]
    [InlineData("""{"tags":{"__op":"Fly"}}""")]
    [InlineData("""{"tags":{"__op":"Increment","amount":1}}""")]
    [InlineData("""{"tags":{"__op":"Add"}}""")]
    [InlineData("""{"tags":{"__op":7}}""")]
    public void A_change_that_makes_no_sense_is_refused_and_nothing_changes(string attr)
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Start,
            Attributes = Moves.Json("""{"name":"n","tags":["x"]}""")
        }).ConversationId!;

        Assert.Equal(ErrorCodes.ConversationUpdateFailed, tom.Fail(Update(conversation, attr)).Code);
        Assert.Equal("""["x"]""", Found(tom, conversation).GetProperty("tags").GetRawText());
    }

    [Fact]
    public void A_stranger_does_not_change_a_conversation()
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        var conversation = tom.Start(["Jerry"]);

        Assert.Equal(ErrorCodes.ConversationUpdateRejected, eve.Fail(Update(conversation, """{"name":"x"}""")).Code);
        Assert.Equal(ErrorCodes.ConversationNotFound, eve.Fail(Update("nowhere", """{"name":"x"}""")).Code);
    }

    [Fact]
    public void An_update_keeps_the_time_of_the_last_message()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        _world.Pass(TimeSpan.FromSeconds(5));
        tom.Say(conversation, "hi");

        tom.Do(Update(conversation, """{"name":"x"}"""));

        Assert.Equal("2026-06-01T12:00:05.000Z", Found(tom, conversation).GetProperty("lm").GetProperty("iso").GetString());
    }

    [Fact]
    [Trait("Row", "S64")]
    public void Muting_silences_push_alone_and_can_be_undone()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);
        var mute = new ConversationFrame { Operation = ConversationOperations.Mute, ConversationId = conversation };

        Assert.Equal((ConversationOperations.Updated, conversation), (tom.Do(mute).Operation, tom.Do(mute).ConversationId));

        Assert.Equal("""["Tom"]""", Found(jerry, conversation).GetProperty("mu").GetRawText());
        Assert.True(Found(tom, conversation).GetProperty("muted").GetBoolean());
        jerry.Say(conversation, "still heard");
        Assert.Equal("still heard", tom.Take<DirectFrame>().Body);
        tom.Do(mute with { Operation = ConversationOperations.Unmute });
        Assert.Equal("[]", Found(tom, conversation).GetProperty("mu").GetRawText());
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, _world.Login("Eve").Fail(mute).Code);
    }
}
