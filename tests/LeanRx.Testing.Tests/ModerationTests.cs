using System.Reactive.Concurrency;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>Roles, silence, blocks and wills, from one client through the engine to the other, in virtual time.</summary>
public class ModerationTests
{
    readonly VirtualWorld _world = new(new HistoricalScheduler(), new VirtualWorldOptions { Server = new ServerOptions { Limits = ServerLimits.Unlimited } });
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

        Assert.Equal(new ModerationChange.Silenced { ConversationId = _here.Id, By = "Tom", Members = changes.Values[0].Members }, changes.Values[0]);
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
    public void Who_blocks_a_conversation_cannot_be_brought_into_it_until_it_unblocks_it()
    {
        var other = _world.Run(_tom.CreateConversationAsync(["Mary"]));
        var blocked = _world.Run(_jerry.GetConversationAsync(other.Id))!;
        _world.Run(blocked.BlockAsync());
        var page = _world.Run(_jerry.GetBlockedConversationsAsync());
        Assert.Equal([other.Id], page.ConversationIds);
        Assert.Null(page.Next);
        var result = _world.Run(other.AddMembersAsync(["Jerry", "Anna"]));
        Assert.Equal(["Anna"], result.Allowed);
        Assert.Equal(["Jerry"], Assert.Single(result.Failed).Members);
        _world.Run(blocked.UnblockAsync());
        Assert.Empty(_world.Run(_jerry.GetBlockedConversationsAsync()).ConversationIds);
        Assert.Equal(["Jerry"], _world.Run(other.AddMemberAsync("Jerry")).Allowed);
    }

    [Fact]
    public void A_long_block_list_is_read_page_by_page()
    {
        var ids = new List<string>();
        for (var number = 0; number < 5; number++)
        {
            var conversation = _world.Run(_jerry.CreateConversationAsync(["Mary"]));
            _world.Run(conversation.BlockAsync());
            ids.Add(conversation.Id);
        }
        var read = new List<string>();
        string? next = null;
        do
        {
            var page = _world.Run(_jerry.GetBlockedConversationsAsync(limit: 2, next));
            Assert.InRange(page.ConversationIds.Count, 1, 2);
            read.AddRange(page.ConversationIds);
            next = page.Next;
        }
        while (next is not null);
        Assert.Equal(ids.Order(StringComparer.Ordinal), read);
    }

    [Fact]
    public void A_conversation_that_is_not_there_cannot_be_blocked()
    {
        var elsewhere = new VirtualWorld(new HistoricalScheduler(), new VirtualWorldOptions { Seed = 2 });
        var mary = elsewhere.CreateClient("Mary");
        elsewhere.Run(mary.OpenAsync());
        var lost = elsewhere.Run(mary.CreateConversationAsync(["Anna"]));
        elsewhere.RestartServer(keepStore: false);
        Assert.Equal(4303, Assert.Throws<ServerRejectedException>(() => elsewhere.Run(lost.BlockAsync())).Code);
    }

    [Fact]
    public void All_roles_are_read()
    {
        Assert.Equal([new("Tom", MemberRole.Owner)], _world.Run(_there.GetMemberRolesAsync()));
        _world.Run(_here.UpdateMemberRoleAsync("Jerry", MemberRole.Manager));
        Assert.Equal([new("Jerry", MemberRole.Manager), new("Tom", MemberRole.Owner)], _world.Run(_there.GetMemberRolesAsync())
            .OrderBy(role => role.Key, StringComparer.Ordinal));
        _world.Run(_there.LeaveAsync());
        Assert.Throws<ServerRejectedException>(() => _world.Run(_there.GetMemberRolesAsync()));
    }

    [Fact]
    public void Who_is_silenced_or_blocked_among_some_is_checked()
    {
        _world.Run(_here.SilenceMembersAsync(["Jerry"]));
        _world.Run(_here.BlockMembersAsync(["Mary"]));
        Assert.Equal(["Jerry"], _world.Run(_there.CheckSilencedAsync(["Tom", "Jerry"])));
        Assert.Equal(["Mary"], _world.Run(_there.CheckBlockedAsync(["Jerry", "Mary", "Anna"])));
    }

    [Fact]
    public void Membership_is_checked_of_one_conversation_and_of_many()
    {
        string[] ids = [.. Enumerable.Range(0, 120)
            .Select(number => _world.Run(number % 2 == 0 ? _tom.CreateConversationAsync(["Jerry"]) : _tom.CreateConversationAsync(["Mary"])).Id)];
        Assert.Equal(ids.Where((_, number) => number % 2 == 0), _world.Run(_jerry.CheckMembershipsAsync([.. ids, ids[0], "nowhere"])));
        Assert.True(_world.Run(_there.IsMemberAsync()));
        _world.Run(_there.LeaveAsync());
        Assert.False(_world.Run(_there.IsMemberAsync()));
    }

    [Fact]
    public void A_will_is_delivered_when_its_sender_is_lost()
    {
        var messages = _jerry.Messages.Record(_world.Scheduler);
        _world.Run(_here.SendAsync("I am lost", new SendOptions { IsWill = true }));
        _world.AdvanceBy(TimeSpan.FromSeconds(5));
        Assert.Empty(messages.Values);

        _world.Network.Cut("Tom");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));

        Assert.Equal("I am lost", Assert.IsType<TextMessage>(Assert.Single(messages.Values)).Text);
    }
}
