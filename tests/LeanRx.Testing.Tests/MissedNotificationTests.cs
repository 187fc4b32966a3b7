using System.Reactive.Concurrency;
using System.Reactive.Linq;

namespace LeanRx.Testing.Tests;

/// <summary>What happens to conversations while a client is away it hears after its return, from the engine's own notifications (protocol.md §4.16).</summary>
public class MissedNotificationTests
{
    readonly VirtualWorld _world = new(new HistoricalScheduler());

    LeanClient Open(string clientId, Func<LeanClientOptions, LeanClientOptions>? configure = null)
    {
        var client = _world.CreateClient(clientId, configure);
        _world.Run(client.OpenAsync());
        return client;
    }

    /// <summary>Jerry is offline while something happens, and back at its end.</summary>
    void WhileJerryIsAway(Action happens)
    {
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = true };
        _world.Network.Cut("Jerry");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        happens();
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
    }

    [Fact]
    public void Who_came_and_went_what_changed_and_who_was_silenced_is_heard_once_and_the_conversation_is_as_it_is()
    {
        var tom = Open("Tom");
        var jerry = Open("Jerry");
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry", "Harry"]));
        var jerrys = _world.Run(jerry.GetConversationAsync(chat.Id))!;
        var members = jerry.MembershipChanges.Select(change => $"{change.GetType().Name} {change.Members[0]} by {change.By}").Record(_world.Scheduler);
        var changes = jerry.ModerationChanges.Select(change => $"{change.GetType().Name} {change.Members[0]}").Record(_world.Scheduler);
        var updates = jerry.ConversationUpdates.Select(update => update.Changes["name"].GetString()!).Record(_world.Scheduler);
        var faults = jerry.Faults.Record(_world.Scheduler);
        WhileJerryIsAway(() =>
        {
            _world.Run(chat.AddMemberAsync("Mary"));
            _world.Run(chat.RemoveMemberAsync("Harry"));
            _world.Run(chat.SilenceMembersAsync(["Mary"]));
            _world.Run(chat.UpdateAsync(new ConversationChanges { Name = "Cats" }));
        });
        members.AssertValues("MembersJoined Mary by Tom", "MembersLeft Harry by Tom");
        changes.AssertValues("Silenced Mary");
        updates.AssertValues("Cats");
        faults.AssertValues();
        Assert.Equal(["Tom", "Jerry", "Mary"], jerrys.Members);
        Assert.Equal("Cats", jerrys.Name);
        WhileJerryIsAway(() => { });
        members.AssertValues("MembersJoined Mary by Tom", "MembersLeft Harry by Tom");
    }

    [Fact]
    public void More_than_a_page_of_them_is_heard()
    {
        var tom = Open("Tom");
        var jerry = Open("Jerry");
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry"]));
        var updates = jerry.ConversationUpdates.Select(update => update.Changes["name"].GetString()!).Record(_world.Scheduler);
        string[] names = [.. Enumerable.Range(0, 250).Select(number => $"{number}")];
        WhileJerryIsAway(() =>
        {
            foreach (var name in names)
                _world.Run(chat.UpdateAsync(new ConversationChanges { Name = name }));
        });
        updates.AssertValues(names);
    }

    [Fact]
    public void While_the_REST_interface_is_down_the_client_tries_again_and_says_so()
    {
        var tom = Open("Tom");
        var jerry = Open("Jerry", options => options with { ReconnectPolicy = new EveryTenSeconds() });
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry"]));
        var members = jerry.MembershipChanges.Select(change => change.Members[0]).Record(_world.Scheduler);
        var faults = jerry.Faults.Select(fault => fault.Kind).Record(_world.Scheduler);
        WhileJerryIsAway(() =>
        {
            _world.Run(chat.AddMemberAsync("Mary"));
            // The route is in the client's memory; but what was missed is not.
            new FaultPlan(new RouterDownFault(TimeSpan.Zero, TimeSpan.FromSeconds(25))).ApplyTo(_world);
        });
        members.AssertValues("Mary");
        faults.AssertValues(FaultKind.MissedEvents, FaultKind.MissedEvents);
    }

    [Fact]
    public void A_server_that_finds_the_token_too_old_because_its_calendar_was_set_is_asked_with_a_new_one()
    {
        var tom = Open("Tom");
        var jerry = Open("Jerry", options => options with { ReconnectPolicy = new EveryTenSeconds() });
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry"]));
        var members = jerry.MembershipChanges.Select(change => change.Members[0]).Record(_world.Scheduler);
        var faults = jerry.Faults.Select(fault => fault.Exception!.GetType()).Record(_world.Scheduler);
        WhileJerryIsAway(() =>
        {
            _world.Run(chat.AddMemberAsync("Mary"));
            new FaultPlan(new RouterDownFault(TimeSpan.Zero, TimeSpan.FromSeconds(25)), new ClockJumpFault(TimeSpan.FromSeconds(20), TimeSpan.FromDays(3)))
                .ApplyTo(_world);
        });
        members.AssertValues("Mary");
        faults.AssertValues(typeof(HttpRequestException), typeof(HttpRequestException));
    }

    [Fact]
    public void A_client_that_logs_in_for_the_first_time_hears_nothing_of_before()
    {
        var tom = Open("Tom");
        _world.Run(tom.CreateConversationAsync(["Jerry"]));
        var jerry = Open("Jerry");
        var members = jerry.MembershipChanges.Record(_world.Scheduler);
        WhileJerryIsAway(() => { });
        members.AssertValues();
    }

    sealed class EveryTenSeconds : IReconnectPolicy
    {
        public TimeSpan? NextDelay(ReconnectContext context) => TimeSpan.FromSeconds(10);
    }
}
