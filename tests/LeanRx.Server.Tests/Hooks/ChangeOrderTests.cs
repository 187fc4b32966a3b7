using LeanRx.Protocol;
using LeanRx.Server.Events;
using LeanRx.Server.Hooks;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Hooks are asked about changes of a conversation side by side, and the changes are made in the order of their arrival.</summary>
public class ChangeOrderTests : HookTest
{
    /// <summary>What the hook is asked and has not answered, in the order in which it was asked.</summary>
    readonly List<(ConversationChanging Change, TaskCompletionSource<ConversationDecision> Answer)> _open = [];

    public ChangeOrderTests() : base(HookPoints.All)
    {
        Hook.ChangingLater = change =>
        {
            var answer = new TaskCompletionSource<ConversationDecision>();
            _open.Add((change, answer));
            return new(answer.Task);
        };
    }

    [Fact]
    public void Answers_may_come_in_any_order_and_changes_are_made_in_that_of_their_arrival()
    {
        Tom.Send(Add("Spike"));
        Jerry.Send(Update("""{"name":"first"}"""));
        Tom.Send(Update("""{"name":"second"}"""));
        Pass();
        Assert.Equal(["MembersAdding", "ConversationUpdating", "ConversationUpdating"], _open.Select(asked => asked.Change.GetType().Name));

        Accept(2);
        Accept(1);
        Assert.Equal(("", ""), (Codes(Tom), Codes(Jerry)));
        Accept(0);

        Assert.Equal("0 0", Codes(Tom));
        Assert.Equal(["members-joined", "updated second"], Told(Jerry));
        Assert.Equal("second", Record.Name);
    }

    [Fact]
    public void A_refusal_comes_at_its_turn_and_hinders_nothing_behind_it()
    {
        Tom.Send(Update("""{"name":"first"}"""));
        Tom.Send(Update("""{"name":"second"}"""));
        Tom.Send(Update("""{"attr":{"a":1}}"""));
        Pass();
        _open[1].Answer.SetResult(ConversationDecision.Refuse("no", 5));
        Accept(2);
        Tom.AssertQuiet();
        Accept(0);

        Assert.Equal("0 4305 0", Codes(Tom));
        Assert.Equal("first", Record.Name);
        Assert.Equal(1, Record.Attributes!.Value.GetProperty("a").GetInt32());
    }

    [Fact]
    public void A_slow_hook_of_one_conversation_does_not_slow_changes_of_another()
    {
        Hook.ChangingLater = change => change is ConversationUpdating { ConversationId: var id } && id == Conversation
            ? new(new TaskCompletionSource<ConversationDecision>().Task) : new(ConversationDecision.Accept);
        Jerry.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Tom"] });
        Pass();
        var other = Jerry.TakeAll().OfType<ConversationFrame>().First().ConversationId!;
        Tom.TakeAll();
        Tom.Send(Update("""{"name":"slow"}"""));
        Tom.Send(Update("""{"name":"quick"}""") with { ConversationId = other });
        Pass();

        Assert.Equal(other, Assert.IsType<ConversationFrame>(Assert.Single(Tom.TakeAll())).ConversationId);
        Assert.Equal("quick", Done(Operator.Conversations.FindAsync(other))!.Name);
    }

    [Fact]
    public void Adding_and_removing_the_same_client_in_turn_behind_a_hook_that_hangs_ends_after_one_time_limit()
    {
        for (var round = 0; round < 5; round++)
        {
            Tom.Send(Add("Spike"));
            Tom.Send(Remove("Spike"));
        }
        World.Pass(Limit - TimeSpan.FromMilliseconds(1));
        Tom.AssertQuiet();
        World.Pass(TimeSpan.FromMilliseconds(2));

        Assert.Equal("0 0 0 0 0 0 0 0 0 0", Codes(Tom));
        Assert.Equal(string.Join(' ', Enumerable.Repeat("members-joined members-left", 5)), string.Join(' ', Told(Jerry)));
        Assert.Equal(["Jerry", "Tom"], Record.Members.Order(StringComparer.Ordinal));
        Assert.Equal(10, _open.Count);
    }

    [Fact]
    public void Muting_and_unmuting_in_turn_behind_a_hook_that_hangs_ends_after_one_time_limit()
    {
        for (var round = 0; round < 5; round++)
        {
            Tom.Send(Mute(true));
            Tom.Send(Mute(false));
        }
        Tom.Send(Mute(true));
        World.Pass(Limit + TimeSpan.FromMilliseconds(1));

        Assert.Equal("0 0 0 0 0 0 0 0 0 0 0", Codes(Tom));
        Assert.Equal(["Tom"], Record.Muted);
    }

    [Fact]
    public void What_a_client_does_behind_its_joining_is_judged_when_it_has_joined()
    {
        var spike = Login("Spike");
        spike.Send(Add("Spike"));
        spike.Send(Update("""{"name":"Spike's"}"""));
        spike.Send(Mute(true));
        spike.Send(Add("Tyke"));
        spike.Send(Remove("Jerry"));
        Say(spike, "Hi");
        World.Pass(Limit + TimeSpan.FromMilliseconds(1));

        Assert.Equal("0 0 0 0 0 0", Codes(spike));
        Assert.Equal("Hi", Bodies(Tom));
        Assert.Equal(("Spike's", "Spike"), (Record.Name, Assert.Single(Record.Muted)));
        Assert.Equal(["Spike", "Tom", "Tyke"], Record.Members.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void Who_may_not_change_anything_is_not_asked_about_behind_others_either()
    {
        var spike = Login("Spike");
        Tom.Send(Update("""{"name":"slow"}"""));
        spike.Send(Update("""{"name":"x"}"""));
        spike.Send(Remove("Tom"));
        spike.Send(Mute(true));
        Say(spike, "Hi");
        Pass();
        Accept(0);

        Assert.Single(Hook.Asked);
        Assert.Equal("0", Codes(Tom));
        Assert.Equal("4309 4317 4317 4401", Codes(spike));
    }

    [Fact]
    public void Nobody_comes_in_about_whom_the_hook_was_not_asked()
    {
        Tom.Send(Add("Jerry", "Spike"));
        Pass();
        var removed = Operator.Conversations.RemoveMembersAsync(Conversation, ["Jerry"]).AsTask();
        Pass();
        Accept(1);
        Assert.True(removed.IsCompletedSuccessfully);
        Accept(0);

        Assert.Equal(["Spike"], Assert.IsType<MembersAdding>(_open[0].Change).ClientIds);
        Assert.Equal(["Spike"], Assert.Single(Tom.TakeAll().OfType<ConversationFrame>(), frame => frame.SerialId is not null).AllowedClientIds);
        Assert.Equal(["Spike", "Tom"], Record.Members.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void A_complete_list_of_members_that_concerns_others_at_its_turn_is_asked_about_again()
    {
        var added = Operator.Conversations.AddMembersAsync(Conversation, ["Spike"]).AsTask();
        var set = Operator.Conversations.ChangeAsync(Conversation, new ConversationChange { Members = ["Tom", "Tyke"] }).AsTask();
        Pass();
        Assert.Equal(["add Spike", "remove Jerry", "add Tom Tyke"], Asked());

        Accept(1);
        Accept(2);
        Accept(0);
        Pass();

        Assert.True(added.IsCompletedSuccessfully && !set.IsCompleted);
        Assert.Equal("remove Spike", Asked()[3]);
        Accept(3);
        Assert.True(set.IsCompletedSuccessfully);
        Assert.Equal(["Tom", "Tyke"], Record.Members.Order(StringComparer.Ordinal));
        Assert.Equal(4, _open.Count);
    }

    [Fact]
    public void A_refusal_of_what_is_asked_about_again_lets_nothing_of_the_change_through()
    {
        var added = Operator.Conversations.AddMembersAsync(Conversation, ["Spike"]).AsTask();
        var set = Operator.Conversations.ChangeAsync(Conversation, new ConversationChange { Members = ["Tom"] }).AsTask();
        Pass();
        Accept(1);
        Accept(2);
        Accept(0);
        Pass();
        _open[3].Answer.SetResult(ConversationDecision.Refuse());

        Assert.True(added.IsCompletedSuccessfully);
        Assert.Equal(4305, Assert.IsType<OperationRefusedException>(set.Exception!.InnerException).Code);
        Assert.Equal(["Jerry", "Spike", "Tom"], Record.Members.Order(StringComparer.Ordinal));
    }

    [Fact]
    public void The_parts_of_one_change_are_asked_about_side_by_side()
    {
        var change = Operator.Conversations.ChangeAsync(Conversation, new ConversationChange
        {
            AddedMembers = ["Spike"],
            RemovedMembers = ["Jerry"],
            Columns = Moves.Json("""{"name":"x"}"""),
        }).AsTask();
        Pass();
        Assert.Equal(["remove Jerry", "add Spike", "update"], Asked());
        World.Pass(Limit);

        Assert.True(change.IsCompletedSuccessfully);
        Assert.Equal("x", Record.Name);
    }

    [Fact]
    public void A_change_goes_on_when_the_connection_closes_while_the_hook_is_asked()
    {
        Tom.Send(Update("""{"name":"first"}"""));
        Tom.Send(Update("""{"name":"second"}"""));
        Pass();
        Tom.Drop();
        Accept(1);
        Accept(0);

        Assert.Equal(["updated first", "updated second"], Told(Jerry));
        Assert.Equal(0, World.Engine.PendingCommandCount);
    }

    [Trait("Nodes", "one")]
    [Fact]
    public void Who_is_gone_when_the_hook_answers_is_not_told_to_have_entered_a_chat_room()
    {
        Hook.ChangingLater = null;
        Tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, IsTransient = true });
        Pass();
        var room = Assert.IsType<ConversationFrame>(Assert.Single(Tom.TakeAll())).ConversationId!;
        var answer = new TaskCompletionSource<ConversationDecision>();
        Hook.ChangingLater = _ => new(answer.Task);
        Hook.Told.Clear();
        Jerry.Send(Add("Jerry") with { ConversationId = room });
        Pass();
        Jerry.Drop();
        answer.SetResult(ConversationDecision.Accept);
        Pass();

        Assert.Equal(["Tom"], Done(Operator.Conversations.FindOccupantsAsync(room)));
        Assert.IsType<ClientOffline>(Assert.Single(Hook.Told));
    }

    [Fact]
    public void A_conversation_that_is_deleted_while_the_hook_is_asked_is_refused_as_one_that_is_not_there()
    {
        Tom.Send(Update("""{"name":"x"}"""));
        Tom.Send(Add("Spike"));
        Pass();
        Operator.Conversations.DeleteAsync(Conversation).AsTask();
        Accept(0);
        Accept(1);

        Assert.Equal("4303 4303", Codes(Tom));
    }

    ConversationRecord Record => Done(Operator.Conversations.FindAsync(Conversation))!;

    void Accept(int number) => _open[number].Answer.SetResult(ConversationDecision.Accept);

    List<string> Asked() => [.. _open.Select(asked => asked.Change switch
    {
        MembersAdding adding => $"add {string.Join(' ', adding.ClientIds)}",
        MembersRemoving removing => $"remove {string.Join(' ', removing.ClientIds)}",
        _ => "update",
    })];

    ConversationFrame Add(params string[] clientIds) =>
        new() { Operation = ConversationOperations.Add, ConversationId = Conversation, Members = clientIds };

    ConversationFrame Remove(params string[] clientIds) =>
        new() { Operation = ConversationOperations.Remove, ConversationId = Conversation, Members = clientIds };

    ConversationFrame Mute(bool isMuted) =>
        new() { Operation = isMuted ? ConversationOperations.Mute : ConversationOperations.Unmute, ConversationId = Conversation };

    /// <summary>What clients were told of changes, without answers.</summary>
    static IEnumerable<string> Told(TestDevice device) => device.TakeAll().OfType<ConversationFrame>()
        .Where(frame => frame.SerialId is null).Select(frame => frame.Operation == ConversationOperations.Updated
            ? $"updated {frame.Attributes!.Value.GetProperty("name").GetString()}" : frame.Operation!);
}
