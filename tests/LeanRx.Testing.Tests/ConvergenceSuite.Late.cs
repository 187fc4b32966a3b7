using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <content>What is heard late, because it could not be fetched in time.</content>
public abstract partial class ConvergenceSuite
{
    static readonly TimeSpan TwoDays = TimeSpan.FromDays(2);

    /// <summary>Jerry is offline while something happens, and back at its end.</summary>
    void WhileJerryIsAway(Action happens)
    {
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = true };
        _world.Network.Cut("Jerry");
        _world.AdvanceBy(Second);
        happens();
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };
        _world.AdvanceBy(TimeSpan.FromSeconds(20));
    }

    void WithoutRestFor(int seconds) => new FaultPlan(new RouterDownFault(TimeSpan.Zero, TimeSpan.FromSeconds(seconds))).ApplyTo(_world);

    [Fact]
    public void Members_stand_in_the_order_in_which_they_came_though_older_pushes_are_fetched_after_an_answer()
    {
        Task adding = Task.CompletedTask;
        WhileJerryIsAway(() =>
        {
            _world.Run(_chat.AddMemberAsync("Spike"));
            _world.Run(_chat.AddMemberAsync("Mary"));
            _world.Run(_chat.RemoveMemberAsync("Spike"));
            adding = _theirs.AddMemberAsync("Spike");
        });
        Assert.True(adding.IsCompletedSuccessfully);
        Assert.Equal(["Tom", "Jerry", "Mary", "Spike"], Truth().Members);
        AssertConverged();
    }

    [Fact]
    public void Somebody_who_was_in_all_the_time_keeps_his_place_when_he_is_added_again()
    {
        WhileJerryIsAway(() =>
        {
            _world.Run(_chat.AddMemberAsync("Spike"));
            _world.Run(_chat.AddMemberAsync("Mary"));
            _ = _theirs.AddMemberAsync("Spike");
        });
        Assert.Equal(["Tom", "Jerry", "Spike", "Mary"], Truth().Members);
        AssertConverged();
    }

    [Fact]
    public void A_role_that_ended_with_its_membership_is_not_told_afterwards()
    {
        _world.Run(_chat.AddMemberAsync("Spike"));
        var told = Observable.Merge<object>(_jerry.ModerationChanges.Select(change => change.GetType().Name),
            _jerry.MembershipChanges.Select(change => change.GetType().Name)).Record(_world.Scheduler);
        WhileJerryIsAway(() =>
        {
            _world.Run(_chat.UpdateMemberRoleAsync("Spike", MemberRole.Manager));
            WithoutRestFor(30);
        });
        _world.Run(_chat.RemoveMemberAsync("Spike"));
        Settle();
        told.AssertValues(nameof(MembershipChange.MembersLeft));
    }

    [Fact]
    public void A_silence_that_was_lifted_is_not_told_afterwards_and_one_that_was_not_is()
    {
        var told = _jerry.ModerationChanges.Select(change => $"{change.GetType().Name} {string.Join(",", change.Members)}").Record(_world.Scheduler);
        WhileJerryIsAway(() =>
        {
            _world.Run(_chat.SilenceMembersAsync(["Anna", "Mary"]));
            WithoutRestFor(30);
        });
        _world.Run(_chat.UnsilenceMembersAsync(["Mary"]));
        Settle();
        told.AssertValues("Unsilenced Mary", "Silenced Anna");
    }

    [Fact]
    public void Who_was_out_for_a_while_and_hears_of_it_late_shows_what_happened_meanwhile()
    {
        _world.Run(_chat.AddMemberAsync("Mary"));
        WhileJerryIsAway(() =>
        {
            _world.Run(_chat.RemoveMemberAsync("Jerry"));
            _world.Run(_chat.RemoveMemberAsync("Mary"));
            _world.Run(_chat.AddMemberAsync("Anna"));
            _ = _theirs.JoinAsync();
            WithoutRestFor(30);
        });
        Assert.Equal(["Tom", "Anna", "Jerry"], Truth().Members);
        AssertConverged();
    }

    [Fact]
    public void What_happens_after_the_servers_calendar_was_set_back_is_shown_until_it_is_where_it_was()
    {
        _world.JumpClock(-TwoDays);
        WithoutRestFor(50);
        _world.RestartServer();
        _world.AdvanceBy(TimeSpan.FromSeconds(20));
        WhileJerryIsAway(() => _world.Run(_chat.UpdateAsync(Named("after"))));
        AssertConverged();
        Assert.Equal("after", _theirs.Name);
    }

    [Fact]
    public void Whom_the_last_message_mentions_is_shown_though_its_edit_was_stored_twice()
    {
        var theirs = _world.Run(_theirs.SendAsync("first"));
        var note = _world.Run(_chat.SendAsync("note"));
        new FaultPlan(new DuplicateFault(TimeSpan.Zero, Second, 1)).ApplyTo(_world);
        _world.Run(_chat.EditAsync(note, new TextMessage("edited") { MentionedClientIds = ["Jerry"] }));
        _world.AdvanceBy(Second);
        // Whoever heard of a later change is not told of the earlier one again.
        _world.Run(_theirs.EditAsync(theirs, new TextMessage("first, edited")));
        _world.AdvanceBy(Second);
        _world.Network.Cut("Tom");
        Settle();
        Assert.All(Views, view =>
            Assert.Equal(("edited", "Jerry"), (((TextMessage)view.LastMessage!).Text, string.Join(",", view.LastMessage!.MentionedClientIds))));
    }

    [Fact]
    public void An_answer_that_nobody_waits_for_lets_the_conversation_be_asked_for_anew()
    {
        var asked = _tom.Frames.Where(record =>
            record is { Direction: FrameDirection.Sent, Frame: ConversationFrame { Operation: ConversationOperations.Query } }).Select(_ => "query")
            .Record(_world.Scheduler);
        new FaultPlan(new DuplicateFault(TimeSpan.Zero, Second, 1)).ApplyTo(_world);
        _world.Run(_chat.UpdateAsync(Named("twice")));
        Settle();
        // For the second time that it was done, and for what was repeated on the way back.
        asked.AssertValues("query", "query");
    }

    [Fact]
    public void Nothing_is_unread_up_to_a_message_that_was_recalled()
    {
        var note = _world.Run(_theirs.SendAsync("note"));
        Settle();
        var counted = _tom.Frames.Select(record => record.Frame).OfType<UnreadFrame>().SelectMany(frame => frame.Conversations)
            .Select(unread => (unread.Unread, unread.MessageId)).Record(_world.Scheduler);
        _world.Run(_theirs.RecallAsync(note));
        Settle();
        counted.AssertValues((0, note.MessageId));
    }

    [Fact]
    public void What_the_server_counts_when_somebody_comes_again_stays_though_his_leaving_is_heard_later()
    {
        WhileJerryIsAway(() =>
        {
            _world.Run(_chat.RemoveMemberAsync("Jerry"));
            _world.Run(_chat.AddMemberAsync("Jerry"));
            _world.Run(_chat.SendAsync("since"));
            WithoutRestFor(30);
        });
        Settle();
        Assert.Equal(1, _theirs.UnreadCount);
    }

    [Fact]
    public void Nothing_is_unread_for_somebody_who_was_put_out()
    {
        _world.Run(_chat.SendAsync("before"));
        Settle();
        Assert.Equal(1, _theirs.UnreadCount);
        _world.Run(_chat.RemoveMemberAsync("Jerry"));
        Settle();
        Assert.Equal(0, _theirs.UnreadCount);
    }
}
