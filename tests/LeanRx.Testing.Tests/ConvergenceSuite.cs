using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Text.Json.Nodes;

namespace LeanRx.Testing.Tests;

/// <summary>When nothing is under way any more, every client shows what the server has, whatever overtook what (law 15).</summary>
public abstract partial class ConvergenceSuite
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly Func<LeanClientOptions, LeanClientOptions> _configure;
    readonly LeanClient _tom, _phone, _jerry;
    readonly Conversation _chat, _onPhone, _theirs;

    protected ConvergenceSuite(Func<LeanClientOptions, LeanClientOptions> configure)
    {
        _configure = configure;
        (_tom, _phone, _jerry) = (Client("Tom"), Client("Tom", "phone"), Client("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _phone.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"], new() { Name = "start" }));
        _onPhone = _world.Run(_phone.GetConversationAsync(_chat.Id))!;
        _theirs = _world.Run(_jerry.GetConversationAsync(_chat.Id))!;
    }

    LeanClient Client(string name, string? tag = null) => _world.CreateClient(name, options => _configure(options with { Tag = tag }));

    Conversation[] Views => [_chat, _onPhone, _theirs];

    void Settle() => _world.AdvanceBy(TimeSpan.FromMinutes(1));

    Server.Storage.ConversationRecord Truth() => _world.Store.Conversations.FindAsync("demo", _chat.Id).GetAwaiter().GetResult()!;

    void AssertConverged()
    {
        Settle();
        var truth = Truth();
        foreach (var view in Views)
        {
            Assert.Equal(truth.Name, view.Name);
            Assert.Equal(truth.Members, view.Members);
            Assert.Equal(truth.Attributes?.GetRawText() ?? "{}",
                new JsonObject(view.Attributes.Select(pair => KeyValuePair.Create(pair.Key, JsonNode.Parse(pair.Value.GetRawText())))).ToJsonString());
            string? watched = null;
            using var watching = view.Watch().Subscribe(snapshot => watched = snapshot.Name);
            _world.AdvanceBy(Second);
            Assert.Equal(truth.Name, watched);
        }
        Assert.Equal([truth.Muted.Contains("Tom"), truth.Muted.Contains("Tom"), truth.Muted.Contains("Jerry")], Views.Select(view => view.IsMuted));
    }

    static ConversationChanges Named(string name) => new() { Name = name };

    static ConversationChanges With(string key, string value) => new() { Attributes = new JsonObject { [key] = value } };

    [Fact]
    public void Two_members_who_rename_a_conversation_at_the_same_moment_see_the_same_name()
    {
        _world.Run(Task.WhenAll(_chat.UpdateAsync(Named("by tom")), _theirs.UpdateAsync(Named("by jerry"))));
        AssertConverged();
        _world.Run(Task.WhenAll(_theirs.UpdateAsync(Named("by jerry")), _chat.UpdateAsync(Named("by tom"))));
        AssertConverged();
    }

    [Fact]
    public void Calls_without_an_await_between_them_end_as_the_server_ended_them()
    {
        _world.Run(Task.WhenAll(_chat.UpdateAsync(Named("first")), _chat.UpdateAsync(With("a", "1")), _chat.UpdateAsync(Named("second")),
            _chat.UpdateAsync(With("b", "2")), _chat.MuteAsync(), _chat.UnmuteAsync(), _chat.MuteAsync()));
        AssertConverged();
        Assert.Equal("second", Truth().Name);
        Assert.True(_chat.IsMuted);
    }

    [Fact]
    public void Attributes_that_several_change_at_once_are_the_servers_on_every_device()
    {
        _world.Run(Task.WhenAll(_chat.UpdateAsync(With("a.x", "1")), _theirs.UpdateAsync(With("a.y", "2")), _onPhone.UpdateAsync(With("b", "3")),
            _theirs.UpdateAsync(new() { Attributes = new JsonObject { ["b"] = null } })));
        AssertConverged();
    }

    [Fact]
    public void Muted_here_and_unmuted_on_the_phone_is_the_same_on_both()
    {
        _world.Run(_chat.MuteAsync());
        AssertConverged();
        Assert.True(_onPhone.IsMuted);
        _world.Run(Task.WhenAll(_chat.MuteAsync(), _onPhone.UnmuteAsync()));
        AssertConverged();
        _world.Run(Task.WhenAll(_onPhone.MuteAsync(), _chat.UnmuteAsync(), _onPhone.MuteAsync()));
        AssertConverged();
    }

    [Fact]
    public void What_was_muted_on_the_phone_is_heard_after_a_drop_too()
    {
        WhileAway("Tom", () => _world.Run(_world.Run(_jerry.GetConversationAsync(_chat.Id))!.MuteAsync()));
        AssertConverged();
        var (mutes, other) = (_onPhone, _chat);
        _world.Run(_tom.CloseAsync());
        _world.Run(mutes.MuteAsync());
        _world.Run(_tom.OpenAsync());
        AssertConverged();
        Assert.True(other.IsMuted);
    }

    [Fact]
    public void What_an_operator_mutes_is_heard_on_every_device()
    {
        _ = _world.Server.Applications["demo"].Conversations.MuteAsync(_chat.Id, ["Tom", "Jerry"]);
        AssertConverged();
        Assert.True(_theirs.IsMuted);
        _ = _world.Server.Applications["demo"].Conversations.MuteAsync(_chat.Id, ["Tom"], isMuted: false);
        AssertConverged();
    }

    [Fact]
    public void Members_who_are_added_and_removed_at_once_are_the_servers()
    {
        _world.Run(Task.WhenAll(_chat.AddMembersAsync(["Mary", "Kate"]), _theirs.RemoveMemberAsync("Mary"), _onPhone.AddMemberAsync("Mary"),
            _theirs.RemoveMemberAsync("Kate"), _chat.AddMemberAsync("Anna")));
        AssertConverged();
        _world.Run(Task.WhenAll(_theirs.AddMemberAsync("Kate"), _chat.RemoveMemberAsync("Anna"), _theirs.AddMemberAsync("Anna")));
        AssertConverged();
    }

    [Fact]
    public void Who_was_out_for_a_while_sees_what_was_changed_meanwhile()
    {
        _world.Run(_chat.RemoveMemberAsync("Jerry"));
        Settle();
        _world.Run(_chat.UpdateAsync(Named("while jerry was out")));
        _world.Run(_chat.AddMemberAsync("Mary"));
        _world.Run(_chat.SendAsync("while jerry was out"));
        _world.Run(_chat.AddMemberAsync("Jerry"));
        AssertConverged();
        Assert.Equal("while jerry was out", Assert.IsType<TextMessage>(_theirs.LastMessage).Text);
        _world.Run(_theirs.LeaveAsync());
        _world.Run(_chat.UpdateAsync(Named("once more")));
        _world.Run(_theirs.JoinAsync());
        AssertConverged();
    }

    [Fact]
    public void Who_leaves_on_one_device_has_left_on_the_other()
    {
        _world.Run(_onPhone.MuteAsync());
        _world.Run(_onPhone.LeaveAsync());
        Settle();
        Assert.Equal(["Jerry"], _chat.Members);
        Assert.False(_chat.IsMuted);
        _world.Run(_chat.JoinAsync());
        AssertConverged();
    }

    [Fact]
    public void An_answer_to_a_query_that_a_change_has_overtaken_changes_nothing()
    {
        var answers = new List<Task>();
        for (var number = 0; number < 20; number++)
        {
            answers.Add(_chat.UpdateAsync(Named($"{number}")));
            answers.Add(_jerry.QueryConversationsAsync(new ConversationQuery { WithLastMessage = true }));
            answers.Add(_theirs.UpdateAsync(With("n", $"{number}")));
            answers.Add(_tom.QueryConversationsAsync());
            answers.Add(_chat.SendAsync($"{number}"));
            _world.AdvanceBy(TimeSpan.FromMilliseconds(3));
        }
        _world.Run(Task.WhenAll(answers));
        AssertConverged();
        Assert.Equal(["19", "19", "19"], Views.Select(view => ((TextMessage)view.LastMessage!).Text));
    }

    [Fact]
    public void A_rename_whose_answer_is_lost_is_seen_all_the_same()
    {
        _world.Network.DropNext("Tom", FrameDirection.Received, "conv");
        var renaming = _chat.UpdateAsync(Named("answer lost"));
        _world.AdvanceBy(TimeSpan.FromMinutes(2));
        Assert.IsType<CommandTimeoutException>(renaming.Exception!.InnerException);
        AssertConverged();
    }

    [Fact]
    public void A_rename_that_nobody_waits_for_any_more_is_seen_all_the_same()
    {
        using var impatience = new CancellationTokenSource();
        var renaming = _chat.UpdateAsync(Named("not waited for"), impatience.Token);
        _world.AdvanceBy(TimeSpan.FromMilliseconds(12));
        impatience.Cancel();
        Settle();
        Assert.True(renaming.IsCanceled);
        Assert.Equal("not waited for", Truth().Name);
        AssertConverged();
    }

    [Fact]
    public void Roles_silence_and_blocks_are_heard_on_every_device()
    {
        var heard = new[] { _tom, _phone, _jerry }.Select(client =>
            client.ModerationChanges.Select(change => $"{change.GetType().Name} {string.Join(",", change.Members)}").Record(_world.Scheduler)).ToArray();
        _world.Run(_chat.AddMemberAsync("Mary"));
        _world.Run(_onPhone.UpdateMemberRoleAsync("Jerry", MemberRole.Manager));
        _world.Run(_chat.SilenceMembersAsync(["Mary"]));
        _world.Run(_onPhone.BlockMembersAsync(["Mary"]));
        Settle();
        foreach (var recording in heard)
            recording.AssertValues("RoleChanged Jerry", "Silenced Mary", "Blocked Mary");
    }

    [Fact]
    public void What_a_member_did_on_the_phone_while_another_device_was_away_is_told_to_it()
    {
        var (updates, roles) =
            (_tom.ConversationUpdates.Select(update => update.By).Record(_world.Scheduler), _tom.ModerationChanges.Select(change => change.By)
            .Record(_world.Scheduler));
        _world.Run(_tom.CloseAsync());
        _world.Run(_onPhone.UpdateAsync(Named("on the phone")));
        _world.Run(_onPhone.UpdateMemberRoleAsync("Jerry", MemberRole.Manager));
        _world.Run(_tom.OpenAsync());
        AssertConverged();
        updates.AssertValues("Tom");
        roles.AssertValues("Tom");
    }

    [Fact]
    public void What_a_device_changed_itself_is_not_told_to_it_after_a_drop()
    {
        var updates = _tom.ConversationUpdates.Record(_world.Scheduler);
        _world.Run(_chat.UpdateAsync(Named("mine")));
        WhileAway("Tom", () => { });
        AssertConverged();
        updates.AssertValues();
    }

    void WhileAway(string name, Action happens)
    {
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = true };
        _world.Network.Cut(name);
        _world.AdvanceBy(Second);
        happens();
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };
        Settle();
    }
}
