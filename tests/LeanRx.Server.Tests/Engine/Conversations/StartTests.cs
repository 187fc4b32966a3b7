using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

public class StartTests
{
    static readonly ConversationFrame Start = new() { Operation = ConversationOperations.Start };

    static string[] MembersOf(TestDevice device, string conversation) =>
        [.. Found(device, conversation).GetProperty("m").EnumerateArray().Select(it => it.GetString()!)];

    static System.Text.Json.JsonElement Found(TestDevice device, string conversation) =>
        device.Do(new ConversationFrame
        {
            Operation = ConversationOperations.Query,
            Where = Moves.Json($$"""{"objectId":"{{conversation}}"}""")
        }).Results!.Value[0];

    [Fact]
    [Trait("Row", "S49")]
    public void The_creator_is_a_member_without_being_listed()
    {
        var tom = new World().Login("Tom");

        var conversation = tom.Start(["Bob", "Harry", "William"]);

        Assert.Equal(["Bob", "Harry", "William", "Tom"], MembersOf(tom, conversation));
        Assert.Matches("^[0-9a-f]{24}$", conversation);
    }

    [Fact] // Protocol §11.2 row 13
    public void Nulls_and_repetitions_in_the_list_do_not_count()
    {
        var tom = new World().Login("Tom");

        var conversation = tom.Start(["Jerry", null!, "Jerry", "", "Tom"]);

        Assert.Equal(["Jerry", "Tom"], MembersOf(tom, conversation));
    }

    [Fact] // Protocol §4.3.4 and §12 row 15
    public void The_reply_comes_first_then_joined_then_members_joined()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var jerry = world.Login("Jerry");

        tom.Send(Start with { Members = ["Jerry"] });

        var pushes = tom.TakeAll().Cast<ConversationFrame>().ToList();
        Assert.Equal([ConversationOperations.Started, ConversationOperations.Joined, ConversationOperations.MembersJoined], pushes.Select(it => it.Operation!));
        Assert.Equal("2026-06-01T12:00:00.000Z", pushes[0].CreatedAt);
        var told = jerry.TakeAll().Cast<ConversationFrame>().ToList();
        Assert.Equal([ConversationOperations.Joined, ConversationOperations.MembersJoined], told.Select(it => it.Operation!));
        Assert.All(told, it => Assert.Equal(("Tom", "Jerry", null, pushes[0].ConversationId), (it.InitiatedBy, it.PeerId, it.SerialId, it.ConversationId)));
        Assert.Equal(["Jerry", "Tom"], told[1].Members);
    }

    [Fact]
    [Trait("Row", "S14")]
    public void Every_creation_makes_a_new_conversation_even_with_the_same_members_and_name()
    {
        var tom = new World().Login("Tom");

        Assert.NotEqual(tom.Start(["Jerry"]), tom.Start(["Jerry"]));
    }

    [Fact]
    [Trait("Row", "S62")]
    [Trait("Row", "S65")]
    public void Name_attributes_and_other_columns_are_kept_and_the_servers_own_are_not_set()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var attr = Moves.Json("""{"name":"喵星人","attr":{"tag":"private"},"level":7,"list":[1,{"a":null}],"objectId":"mine","c":"Eve","m":["Eve"],"tr":true,"sys":true,"lm":1,"createdAt":"x","uniqueId":"u","a.b":1}""");

        var conversation = tom.Do(Start with { Members = ["Black"], Attributes = attr }).ConversationId!;

        var found = Found(tom, conversation);
        Assert.Equal("喵星人", found.GetProperty("name").GetString());
        Assert.Equal("private", found.GetProperty("attr").GetProperty("tag").GetString());
        Assert.Equal(7, found.GetProperty("level").GetInt32());
        Assert.Equal("""[1,{"a":null}]""", found.GetProperty("list").GetRawText());
        Assert.Equal(1, found.GetProperty("a").GetProperty("b").GetInt32());
        Assert.Equal(("Tom", false, false), (found.GetProperty("c").GetString(), found.GetProperty("tr").GetBoolean(), found.GetProperty("sys").GetBoolean()));
        Assert.Equal("2026-06-01T12:00:00.000Z", found.GetProperty("createdAt").GetString());
        Assert.False(found.TryGetProperty("lm", out _));
        Assert.False(found.TryGetProperty("uniqueId", out _));
    }

    [Fact] // S14, protocol §4.3.3
    [Trait("Row", "S14")]
    public void A_unique_start_finds_the_conversation_of_exactly_these_members_and_changes_nothing()
    {
        var world = new World();
        var tom = world.Login("Tom");
        var jerry = world.Login("Jerry");
        var unique = Start with { IsUnique = true, Members = ["Jerry"], Attributes = Moves.Json("""{"name":"first"}""") };
        var made = tom.Do(unique);
        jerry.TakeAll();
        tom.TakeAll();

        var found = jerry.Do(unique with { Members = ["Tom", "Jerry"], Attributes = Moves.Json("""{"name":"second"}""") });

        Assert.Equal((made.ConversationId, made.UniqueId, true), (found.ConversationId, found.UniqueId, found.IsExisting));
        Assert.Matches("^[0-9a-f]{32}$", made.UniqueId!);
        Assert.Null(made.IsExisting);
        tom.AssertQuiet();
        jerry.AssertQuiet();
        Assert.Equal("first", Found(jerry, made.ConversationId!).GetProperty("name").GetString());
    }

    [Fact]
    public void A_unique_start_does_not_find_others_members_or_conversations_not_made_unique()
    {
        var tom = new World().Login("Tom");
        var plain = tom.Start(["Jerry"]);

        var unique = tom.Do(Start with { IsUnique = true, Members = ["Jerry"] }).ConversationId;
        var bigger = tom.Do(Start with { IsUnique = true, Members = ["Jerry", "Bob"] }).ConversationId;

        Assert.Equal(3, new[] { plain, unique, bigger }.Distinct().Count());
    }

    [Fact] // Protocol §12 row 12
    public void A_unique_conversation_is_found_by_the_members_it_has_now()
    {
        var tom = new World().Login("Tom");
        var unique = tom.Do(Start with { IsUnique = true, Members = ["Jerry"] }).ConversationId!;
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = unique, Members = ["Bob"] });
        tom.TakeAll();

        Assert.Equal(unique, tom.Do(Start with { IsUnique = true, Members = ["Bob", "Jerry"] }).ConversationId);
        Assert.NotEqual(unique, tom.Do(Start with { IsUnique = true, Members = ["Jerry"] }).ConversationId);
    }

    [Theory]
    [Trait("Row", "S120")]
    [InlineData(499, null)]
    [InlineData(500, ErrorCodes.ConversationFull)]
    public void A_conversation_begins_with_500_members_at_most(int others, int? error)
    {
        var tom = new World().Login("Tom");

        var serialId = tom.Send(Start with { Members = [.. Enumerable.Range(0, others).Select(number => $"c{number}")] });

        Assert.Equal(error, (tom.Received.Single(it => it.SerialId == serialId) as ErrorFrame)?.Code);
    }

    [Fact]
    public void A_member_id_that_is_too_long_is_refused()
    {
        Assert.Equal(ErrorCodes.InvalidLogin, new World().Login("Tom").Fail(Start with { Members = [new string('x', 65)] }).Code);
    }
}
