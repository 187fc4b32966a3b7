using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Members who may not speak (protocol.md §4.9, §7.5).</summary>
public sealed class SilencedMemberTests : StandingTest
{
    [Fact]
    public void A_silenced_member_hears_everything_and_says_nothing_until_it_may_again()
    {
        var added = Tom.Do(Frame(ConversationOperations.AddSilence, "Jerry"));

        Assert.Equal((ConversationOperations.SilenceAdded, Id), (added.Operation, added.ConversationId));
        Assert.Equal(["Jerry"], added.AllowedClientIds);
        Assert.Equal(["shutuped  by Tom"], Pushes(Jerry));
        Assert.Equal(["members-shutuped Jerry by Tom"], Pushes(Tom));
        Assert.Equal(["members-shutuped Jerry by Tom"], Pushes(Mary));
        var refused = Jerry.Say(Id, "let me speak");
        Assert.Equal((ErrorCodes.Silenced, ""), (refused.Code, refused.MessageUid));
        Assert.Null(Tom.Say(Id, "no").Code);
        Assert.Equal("no", Jerry.Take<DirectFrame>().Body);
        Forget();

        var removed = Tom.Do(Frame(ConversationOperations.RemoveSilence, "Jerry"));

        Assert.Equal(ConversationOperations.SilenceRemoved, removed.Operation);
        Assert.Equal(["unshutuped  by Tom"], Pushes(Jerry));
        Assert.Equal(["members-unshutuped Jerry by Tom"], Pushes(Mary));
        Assert.Null(Jerry.Say(Id, "thanks").Code);
    }

    [Fact]
    public void Only_owners_and_managers_silence_and_nobody_those_above()
    {
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, Jerry.Fail(Frame(ConversationOperations.AddSilence, "Mary")).Code);
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, Bob.Fail(Frame(ConversationOperations.AddSilence, "Mary")).Code);
        Assert.Equal(ErrorCodes.ConversationApiFailed, Tom.Fail(Frame(ConversationOperations.AddSilence)).Code);
        Tom.Do(Role("Jerry", "Manager"));
        Forget();

        var added = Jerry.Do(Frame(ConversationOperations.AddSilence, "Mary", "Tom"));

        Assert.Equal(["Mary"], added.AllowedClientIds);
        var failed = Assert.Single(added.FailedClientIds!);
        Assert.Equal((ErrorCodes.ConversationOperationUnauthorized, "CONVERSATION_OPERATION_UNAUTHORIZED"), (failed.Code, failed.Reason));
        Assert.Equal(["Tom"], failed.ClientIds);
        Assert.Equal(["members-shutuped Mary by Jerry"], Pushes(Tom));
        Assert.Null(Tom.Say(Id, "still here").Code);
    }

    [Fact]
    public void A_client_that_does_not_know_partial_failure_gets_all_or_nothing()
    {
        var old = World.Login("Jerry", capabilities: SessionCapabilities.None);
        Tom.Do(Role("Jerry", "Manager"));
        Forget();
        old.TakeAll();

        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized, old.Fail(Frame(ConversationOperations.AddSilence, "Mary", "Tom")).Code);

        Assert.Null(Mary.Say(Id, "not silenced").Code);
    }

    [Fact]
    public void The_list_comes_in_pages_and_can_be_asked_for_some()
    {
        string[] many = [.. Enumerable.Range(10, 25).Select(number => $"c{number}")];
        Tom.Do(Frame(ConversationOperations.AddSilence, many));
        Forget();
        ConversationFrame Page(int? limit, string? next) =>
            Jerry.Do(new ConversationFrame { Operation = ConversationOperations.QuerySilence, ConversationId = Id, Limit = limit, Next = next });

        var first = Page(null, null);
        var second = Page(10, first.Next);
        var third = Page(10, second.Next);

        Assert.Equal(ConversationOperations.SilenceResult, first.Operation);
        Assert.Equal(many, first.Members!.Concat(second.Members!).Concat(third.Members!));
        Assert.Equal((10, 5), (first.Members!.Count, third.Members!.Count));
        Assert.Null(third.Next);
        Assert.Equal(many, Page(100, "").Members);
        var check = Jerry.Do(Frame(ConversationOperations.CheckSilence, "c34", "Mary", "c10"));
        Assert.Equal(ConversationOperations.CheckResult, check.Operation);
        Assert.Equal(["c34", "c10"], check.Members);
        Assert.Equal(ErrorCodes.ConversationMembershipRequired,
            Bob.Fail(new ConversationFrame { Operation = ConversationOperations.QuerySilence, ConversationId = Id }).Code);
    }

    [Fact]
    public void No_more_than_500_are_silenced()
    {
        Tom.Do(Frame(ConversationOperations.AddSilence, [.. Enumerable.Range(0, 499).Select(number => $"c{number}")]));

        var added = Tom.Do(Frame(ConversationOperations.AddSilence, "c0", "Jerry", "Mary"));

        Assert.Equal(["c0", "Jerry"], added.AllowedClientIds);
        Assert.Equal(ErrorCodes.SilencedMemberListFull, Assert.Single(added.FailedClientIds!).Code);
    }

    [Fact]
    public async Task An_operator_silences_for_a_time()
    {
        var moderation = World.Engine.Applications["demo"].Moderation;
        await moderation.SilenceAsync(Id, ["Jerry"], TimeSpan.FromMinutes(5));
        Assert.Equal(["shutuped  by "], Pushes(Jerry));

        World.Pass(TimeSpan.FromMinutes(5) - TimeSpan.FromMilliseconds(1));
        Assert.Equal(ErrorCodes.Silenced, Jerry.Say(Id, "early").Code);
        Assert.Equal(["Jerry"], (await moderation.FindSilencedAsync(Id)).ClientIds);
        World.Pass(TimeSpan.FromMilliseconds(1));
        Assert.Null(Jerry.Say(Id, "late").Code);
        Assert.Empty((await moderation.FindSilencedAsync(Id)).ClientIds);

        await moderation.SilenceAsync(Id, ["Mary"]);
        await moderation.UnsilenceAsync(Id, ["Mary"]);
        Assert.Null(Mary.Say(Id, "me too").Code);
    }

    [Fact]
    public async Task Silence_for_a_time_does_not_end_one_for_good_nor_a_longer_one()
    {
        var moderation = World.Engine.Applications["demo"].Moderation;
        await moderation.SilenceAsync(Id, ["Jerry"]);
        await moderation.SilenceAsync(Id, ["Mary"], TimeSpan.FromMinutes(5));
        await moderation.SilenceAsync(Id, ["Jerry", "Mary"], TimeSpan.FromSeconds(1));

        World.Pass(TimeSpan.FromSeconds(2));
        Assert.Equal(ErrorCodes.Silenced, Jerry.Say(Id, "x").Code);
        Assert.Equal(ErrorCodes.Silenced, Mary.Say(Id, "x").Code);
        World.Pass(TimeSpan.FromMinutes(5));
        Assert.Equal(["Jerry"], (await moderation.FindSilencedAsync(Id)).ClientIds);
        Assert.Null(Mary.Say(Id, "x").Code);
    }

    [Fact]
    public async Task A_silence_for_a_time_becomes_one_for_good()
    {
        var moderation = World.Engine.Applications["demo"].Moderation;
        await moderation.SilenceAsync(Id, ["Jerry"], TimeSpan.FromSeconds(1));
        Tom.Do(Frame(ConversationOperations.AddSilence, "Jerry"));

        World.Pass(TimeSpan.FromDays(1));
        Assert.Equal(["Jerry"], (await moderation.FindSilencedAsync(Id)).ClientIds);
    }

    [Fact]
    public async Task Ending_what_is_for_a_time_leaves_those_who_are_silenced_for_good()
    {
        var moderation = World.Engine.Applications["demo"].Moderation;
        await moderation.SilenceAsync(Id, ["Jerry"]);
        await moderation.SilenceAsync(Id, ["Mary"], TimeSpan.FromMinutes(5));
        Forget();

        await moderation.EndTemporarySilenceAsync(Id, ["Jerry", "Mary"]);

        Assert.Equal(["unshutuped  by "], Pushes(Mary));
        Assert.Equal(["members-unshutuped Mary by "], Pushes(Jerry));
        Assert.Null(Mary.Say(Id, "x").Code);
        Assert.Equal(ErrorCodes.Silenced, Jerry.Say(Id, "x").Code);
        Forget();
        await moderation.EndTemporarySilenceAsync(Id, ["Jerry"]);
        Assert.Empty(Pushes(Jerry));
        Assert.Equal(["Jerry"], Tom.Do(Frame(ConversationOperations.RemoveSilence, "Jerry")).AllowedClientIds);
        Assert.Null(Jerry.Say(Id, "x").Code);
    }

    [Fact]
    public async Task Silence_outlives_the_server_and_the_membership()
    {
        Tom.Do(Frame(ConversationOperations.AddSilence, "Jerry"));
        Tom.Do(Frame(ConversationOperations.Remove, "Jerry"));
        Tom.Do(Frame(ConversationOperations.Add, "Jerry"));
        await World.DisposeAsync();

        Assert.Equal(ErrorCodes.Silenced, new World(store: World.Store).Login("Jerry").Say(Id, "x").Code);
    }

    [Fact]
    public void In_a_chat_room_its_maker_silences_and_those_in_it_are_told()
    {
        var room = Tom.StartRoom();
        Jerry.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = room, Members = ["Jerry"] });

        Tom.Do(Frame(ConversationOperations.AddSilence, "Jerry") with { ConversationId = room });

        Assert.Equal(["shutuped  by Tom"], Pushes(Jerry));
        Assert.Equal(["members-shutuped Jerry by Tom"], Pushes(Tom));
        Assert.Equal(ErrorCodes.Silenced, Jerry.Say(room, "x").Code);
        Assert.Equal(ErrorCodes.ConversationOperationUnauthorized,
            Jerry.Fail(Frame(ConversationOperations.AddSilence, "Tom") with { ConversationId = room }).Code);
    }
}
