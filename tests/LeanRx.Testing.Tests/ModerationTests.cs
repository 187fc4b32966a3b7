using System.Reactive.Concurrency;

namespace LeanRx.Testing.Tests;

/// <summary>Roles, silence, blocks and wills, from one client through the engine to the other, in virtual time.</summary>
public class ModerationTests
{
    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly LeanClient _tom;
    readonly LeanClient _jerry;
    readonly Conversation _here;
    readonly Conversation _there;

    public ModerationTests()
    {
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(_tom.OpenAsync());
        _world.Run(_jerry.OpenAsync());
        _here = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _there = _world.Run(_jerry.GetConversationAsync(_here.Id))!;
    }

    [Fact]
    public void A_manager_silences_and_who_is_silenced_hears_of_it_and_cannot_send()
    {
        var changes = _jerry.ModerationChanges.Record(_world.Scheduler);

        Assert.Equal(["Jerry"], _world.Run(_here.SilenceMembersAsync(["Jerry"])).Allowed);
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.Equal(new ModerationChange.Silenced(_here.Id, "Tom", changes.Values[0].Members), changes.Values[0]);
        Assert.Equal(["Jerry"], changes.Values[0].Members);
        var refusal = Assert.Throws<ServerRejectedException>(() => _world.Run(_there.SendAsync("let me speak")));
        Assert.Equal(4563, refusal.Code);
        Assert.Equal(["Jerry"], _world.Run(_there.GetSilencedMembersAsync()).Members);
        _world.Run(_here.UnsilenceMembersAsync(["Jerry"]));
        _world.Run(_there.SendAsync("thanks"));
    }

    [Fact]
    public void Who_is_blocked_is_out_and_stays_out()
    {
        var (changes, comings) = (_jerry.ModerationChanges.Record(_world.Scheduler), _jerry.MembershipChanges.Record(_world.Scheduler));

        _world.Run(_here.BlockMembersAsync(["Jerry"]));
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.IsType<ModerationChange.Blocked>(Assert.Single(changes.Values));
        Assert.IsType<MembershipChange.Kicked>(Assert.Single(comings.Values));
        Assert.Equal(4548, Assert.Throws<ServerRejectedException>(() => _world.Run(_there.JoinAsync())).Code);
        Assert.Equal(["Jerry"], _world.Run(_here.GetBlockedMembersAsync()).Members);
        _world.Run(_here.UnblockMembersAsync(["Jerry"]));
        _world.Run(_there.JoinAsync());
    }

    [Fact]
    public void A_role_decides_who_may()
    {
        Assert.Equal(4320, Assert.Throws<ServerRejectedException>(() => _world.Run(_there.BlockMembersAsync(["Mary"]))).Code);

        _world.Run(_here.UpdateMemberRoleAsync("Jerry", MemberRole.Manager));

        Assert.Equal(["Mary"], _world.Run(_there.BlockMembersAsync(["Mary", "Tom"])).Allowed);
    }

    [Fact]
    public void A_will_is_delivered_when_its_sender_is_lost()
    {
        var messages = _jerry.Messages.Record(_world.Scheduler);
        _world.Run(_here.SendAsync("I am lost", new SendOptions { Will = true }));
        _world.AdvanceBy(TimeSpan.FromSeconds(5));
        Assert.Empty(messages.Values);

        _world.Network.Cut("Tom");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.Equal("I am lost", Assert.IsType<TextMessage>(Assert.Single(messages.Values)).Text);
    }
}
