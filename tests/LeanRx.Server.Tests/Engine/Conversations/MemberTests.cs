using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

public class MemberTests
{
    readonly World _world = new();

    static ConversationFrame Add(string conversation, params string[] members) =>
        new() { Operation = ConversationOperations.Add, ConversationId = conversation, Members = members };

    static ConversationFrame Remove(string conversation, params string[] members) =>
        new() { Operation = ConversationOperations.Remove, ConversationId = conversation, Members = members };

    static string[] Pushes(TestDevice device) =>
        [.. device.TakeAll().Cast<ConversationFrame>().Select(it => $"{it.Operation} {string.Join(',', it.Members ?? [])} by {it.InitiatedBy}")];

    [Fact] // S57, S53, S56, protocol §4.4.2
    [Trait("Row", "S57")]
    [Trait("Row", "S53")]
    [Trait("Row", "S56")]
    public void Inviting_tells_the_invited_that_it_joined_and_everybody_who_joined()
    {
        var (tom, jerry, mary) = (_world.Login("Tom"), _world.Login("Jerry"), _world.Login("Mary"));
        var conversation = jerry.Start(["Tom"], tom);

        var added = jerry.Do(Add(conversation, "Mary"));

        Assert.Equal((ConversationOperations.Added, "2026-06-01T12:00:00.001Z"), (added.Operation, added.UpdatedAt));
        Assert.Equal(["Mary"], added.AllowedClientIds);
        Assert.Null(added.FailedClientIds);
        Assert.Equal(["joined  by Jerry", "members-joined Mary by Jerry"], Pushes(mary));
        Assert.Equal(["members-joined Mary by Jerry"], Pushes(tom));
        Assert.Equal(["members-joined Mary by Jerry"], Pushes(jerry));
    }

    [Fact]
    [Trait("Row", "S54")]
    public void Joining_tells_oneself_and_the_others()
    {
        var (tom, mary) = (_world.Login("Tom"), _world.Login("Mary"));
        var conversation = tom.Start(["Jerry"]);

        mary.Send(Add(conversation, "Mary"));

        Assert.Equal(["added  by ", "joined  by Mary", "members-joined Mary by Mary"], Pushes(mary));
        Assert.Equal(["members-joined Mary by Mary"], Pushes(tom));
    }

    [Fact]
    [Trait("Row", "S59")]
    [Trait("Row", "S52")]
    public void Kicking_tells_the_kicked_that_it_left_and_the_rest_who_left()
    {
        var (tom, harry, william) = (_world.Login("Tom"), _world.Login("Harry"), _world.Login("William"));
        var conversation = tom.Start(["Harry", "William"], harry, william);

        var removed = william.Do(Remove(conversation, "Harry"));

        Assert.Equal(["Harry"], removed.AllowedClientIds);
        Assert.Equal(["left  by William"], Pushes(harry));
        Assert.Equal(["members-left Harry by William"], Pushes(tom));
        Assert.Equal(["members-left Harry by William"], Pushes(william));
    }

    [Fact]
    [Trait("Row", "S58")]
    public void Leaving_tells_oneself_and_the_others()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);

        tom.Send(Remove(conversation, "Tom"));

        Assert.Equal(["removed  by ", "left  by Tom"], Pushes(tom));
        Assert.Equal(["members-left Tom by Tom"], Pushes(jerry));
        Assert.Equal(ErrorCodes.InvalidMessagingTarget, tom.Say(conversation, "still here?").Code);
    }

    [Fact]
    public void Who_left_hears_nothing_any_more_and_who_joined_hears_what_follows()
    {
        var (tom, jerry, mary) = (_world.Login("Tom"), _world.Login("Jerry"), _world.Login("Mary"));
        var conversation = tom.Start(["Jerry"], jerry);
        tom.Do(Remove(conversation, "Jerry"));
        tom.Do(Add(conversation, "Mary"));
        jerry.TakeAll();
        mary.TakeAll();

        tom.Say(conversation, "hi");

        jerry.AssertQuiet();
        Assert.Equal("hi", mary.Take<DirectFrame>().Body);
    }

    [Fact]
    public void Adding_who_is_there_and_removing_who_is_not_succeeds_quietly()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        var conversation = tom.Start(["Jerry"], jerry);

        Assert.Equal(["Jerry"], tom.Do(Add(conversation, "Jerry")).AllowedClientIds);
        Assert.Equal(["Eve"], tom.Do(Remove(conversation, "Eve")).AllowedClientIds);

        tom.AssertQuiet();
        jerry.AssertQuiet();
    }

    [Fact]
    public void Only_members_change_the_members()
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        var conversation = tom.Start(["Jerry"]);

        Assert.Equal(ErrorCodes.ConversationMembershipRequired, eve.Fail(Add(conversation, "Mary")).Code);
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, eve.Fail(Add(conversation, "Eve", "Mary")).Code);
        Assert.Equal(ErrorCodes.ConversationMembershipRequired, eve.Fail(Remove(conversation, "Jerry")).Code);
        Assert.Equal(ErrorCodes.ConversationNotFound, eve.Fail(Add("nowhere", "Eve")).Code);
        Assert.Equal(ErrorCodes.ConversationApiFailed, tom.Fail(Add(conversation)).Code);
        tom.AssertQuiet();
    }

    [Fact] // S120, protocol §4.4.1
    [Trait("Row", "S120")]
    [Trait("Row", "S169")]
    public void A_full_conversation_takes_whom_it_can_and_names_the_others()
    {
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxMembers = 4 } });
        var tom = world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);

        var added = tom.Do(Add(conversation, "a", "b", "c", "d"));

        Assert.Equal(["a", "b"], added.AllowedClientIds);
        var failed = Assert.Single(added.FailedClientIds!);
        Assert.Equal((ErrorCodes.ConversationFull, "CONVERSATION_FULL"), (failed.Code, failed.Reason));
        Assert.Equal(["c", "d"], failed.ClientIds);
        Assert.Equal(["a", "b"], tom.Take<ConversationFrame>().Members);
    }

    [Fact] // Protocol §12 row 11
    public void A_client_that_does_not_understand_partial_failure_gets_all_or_nothing()
    {
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxMembers = 4 } });
        var tom = world.Login("Tom", capabilities: SessionCapabilities.None);
        var conversation = tom.Start(["Jerry"]);

        Assert.Equal(ErrorCodes.ConversationFull, tom.Fail(Add(conversation, "a", "b", "c")).Code);

        tom.AssertQuiet();
        Assert.Equal(2, tom.Do(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = conversation }).Count);
    }

    [Fact] // S57: who was away is not told later.
    [Trait("Row", "S57")]
    public void An_invitation_is_not_told_to_who_was_away()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Do(Add(conversation, "Mary"));

        _world.Login("Mary").AssertQuiet();
    }

    [Fact]
    [Trait("Row", "S59")]
    public void A_kick_is_not_told_to_who_was_away()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = conversation, Members = ["Jerry"] });

        _world.Login("Jerry").AssertQuiet();
        _world.Login("Jerry", Dialect.OfflineMessages).AssertQuiet();
    }

    [Fact]
    [Trait("Row", "S60")]
    [Trait("Row", "S61")]
    [Trait("Row", "S155")]
    public void Counting_tells_the_members_there_are_now()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry", "Bob"]);
        var count = new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = conversation };
        Assert.Equal(3, tom.Do(count).Count);

        tom.Do(Remove(conversation, "Bob"));

        var reply = tom.Do(count);
        Assert.Equal((ConversationOperations.Result, conversation, 2), (reply.Operation, reply.ConversationId, reply.Count));
    }

    [Fact] // Protocol §4.9
    public void Membership_can_be_asked_for_several_conversations_at_once()
    {
        var (tom, eve) = (_world.Login("Tom"), _world.Login("Eve"));
        var (mine, hers) = (tom.Start(["Jerry"]), eve.Start(["Jerry"]));

        var reply = tom.Do(new ConversationFrame { Operation = ConversationOperations.IsMember, ConversationIds = [mine, hers, "nowhere", null!] });

        Assert.Equal(ConversationOperations.IsMember, reply.Operation);
        Assert.Equal((true, false, false),
            (reply.Results!.Value.GetProperty(mine).GetBoolean(), reply.Results.Value.GetProperty(hers).GetBoolean(), reply.Results.Value.GetProperty("nowhere")
            .GetBoolean()));
    }
}
