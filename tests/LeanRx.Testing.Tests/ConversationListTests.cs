using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>The list at the left of a chat window.</summary>
public class ConversationListTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler(), new VirtualWorldOptions { Server = new ServerOptions { Limits = ServerLimits.Unlimited } });
    readonly LeanClient _tom, _phone, _jerry;

    public ConversationListTests()
    {
        (_tom, _phone) = (_world.CreateClient("Tom"), _world.CreateClient("Tom", options => options with { Tag = "phone" }));
        _jerry = _world.CreateClient("Jerry");
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _phone.OpenAsync(), _jerry.OpenAsync()));
    }

    Conversation Create(LeanClient creator, string name, params string[] others)
    {
        _world.AdvanceBy(Second);
        var conversation = _world.Run(creator.CreateConversationAsync(others, new() { Name = name }));
        _world.AdvanceBy(Second);
        return conversation;
    }

    void Settle() => _world.AdvanceBy(TimeSpan.FromMinutes(1));

    Recording<string> Watch(ConversationQuery? query = null)
    {
        var recording = _tom.WatchConversations(query).Select(In).DistinctUntilChanged().Record(_world.Scheduler);
        _world.AdvanceBy(Second);
        return recording;
    }

    static string In(IReadOnlyList<ConversationListItem> list) => string.Join("; ", list.Select(In));

    static string In(ConversationListItem item) => item.Snapshot is var shown
        ? $"{shown.Name}:{(shown.LastMessage as TextMessage)?.Text}{(shown.UnreadCount > 0 ? $" ({shown.UnreadCount})" : "")}" +
            $"{(shown.IsMentioned ? " @" : "")}{(shown.IsMuted ? " muted" : "")}"
        : "";

    [Fact]
    public void The_one_in_which_something_was_said_last_is_first()
    {
        var (a, b) = (Create(_tom, "a", "Jerry"), Create(_tom, "b", "Jerry"));
        var list = Watch();
        _world.Run(a.SendAsync("mine"));
        _world.AdvanceBy(Second);
        _world.Run(_world.Run(_jerry.GetConversationAsync(b.Id))!.SendAsync("his"));
        Settle();
        list.AssertValues("b:; a:", "a:mine; b:", "b:his (1); a:mine");
    }

    [Fact]
    public void What_is_unread_goes_up_with_messages_and_down_with_reading_on_any_device()
    {
        var a = Create(_tom, "a", "Jerry");
        var (there, onPhone) = (_world.Run(_jerry.GetConversationAsync(a.Id))!, _world.Run(_phone.GetConversationAsync(a.Id))!);
        var list = Watch();
        _world.Run(there.SendAsync("1"));
        _world.AdvanceBy(Second);
        _world.Run(there.SendAsync(new TextMessage("2") { MentionedClientIds = ["Tom"] }));
        _world.AdvanceBy(Second);
        _world.Run(onPhone.MarkReadAsync());
        _world.AdvanceBy(Second);
        _world.Run(onPhone.MuteAsync());
        _world.AdvanceBy(Second);
        _world.Run(onPhone.SendAsync("from the phone"));
        Settle();
        list.AssertValues("a:", "a:1 (1)", "a:2 (2) @", "a:2", "a:2 muted", "a:from the phone muted");
    }

    [Fact]
    public void Conversations_come_and_go()
    {
        var list = Watch();
        var a = Create(_tom, "a", "Jerry");
        var b = Create(_jerry, "b", "Tom");
        var onPhone = Create(_phone, "on the phone", "Jerry");
        _world.Run(_world.Run(_jerry.GetConversationAsync(a.Id))!.UpdateAsync(new() { Name = "A" }));
        _world.AdvanceBy(Second);
        _world.Run(b.RemoveMemberAsync("Tom"));
        _world.AdvanceBy(Second);
        _world.Run(_phone.CloseAsync());
        _world.Run(a.LeaveAsync());
        Settle();
        list.AssertValues("", "a:", "b:; a:", "on the phone:; b:; a:", "on the phone:; b:; A:", "on the phone:; A:", "on the phone:");
        Assert.Equal(onPhone.Id, _world.Run(_tom.WatchConversations().Take(1).ToTask())[0].Conversation.Id);
    }

    [Fact]
    public void One_that_was_not_among_the_last_comes_in_with_a_message_and_the_last_goes()
    {
        var all = new[] { "a", "b", "c" }.Select(name => Create(_tom, name, "Jerry")).ToArray();
        foreach (var conversation in all)
            _world.Run(conversation.SendAsync("hello"));
        var list = Watch(new ConversationQuery { Limit = 2 });
        _world.Run(_world.Run(_jerry.GetConversationAsync(all[0].Id))!.SendAsync("again"));
        _world.AdvanceBy(Second);
        _world.Run(_world.Run(_tom.GetConversationAsync(all[1].Id))!.SendAsync("mine"));
        Settle();
        list.AssertValues("c:hello; b:hello", "a:again (1); c:hello", "b:mine; a:again (1)");
    }

    [Fact]
    public void A_condition_is_tried_again_when_what_it_speaks_of_changes_and_others_cost_nothing()
    {
        var (cats, dogs) = (Create(_tom, "cats", "Jerry"), Create(_tom, "dogs", "Jerry"));
        var list = Watch(new ConversationQuery().Where(conversation => conversation.Name == "cats"));
        var asked = _tom.Frames.Where(record => record is { Direction: FrameDirection.Sent, Frame: Protocol.ConversationFrame { Operation: "query" } })
            .Record(_world.Scheduler);
        var there = _world.Run(_jerry.GetConversationAsync(dogs.Id))!;
        for (var number = 0; number < 10; number++)
        {
            _world.Run(there.SendAsync($"{number}"));
            _world.AdvanceBy(Second);
        }
        Assert.Single(asked.Values);
        _world.Run(there.UpdateAsync(new() { Name = "cats" }));
        Settle();
        list.AssertValues("cats:", "cats:9 (10); cats:");
    }

    [Fact]
    public void As_changes_a_message_is_an_update_and_a_move()
    {
        var (a, b) = (Create(_tom, "a", "Jerry"), Create(_tom, "b", "Jerry"));
        var changes = _tom.WatchConversations().ToListChanges(item => item.Conversation.Id).SelectMany(list => list).Select(In).Record(_world.Scheduler);
        _world.AdvanceBy(Second);
        _world.Run(a.SendAsync("mine"));
        _world.AdvanceBy(Second);
        _world.Run(b.LeaveAsync());
        _world.AdvanceBy(Second);
        changes.AssertValues("Added 0 b:", "Added 1 a:", "Moved 0 a:", "Updated 0 a:mine", "Updated 1 b:", "Removed 1 b:");

        static string In(ListChange<ConversationListItem> change) =>
            $"{change.GetType().Name} {change.Index} {ConversationListTests.In(change.Item)}";
    }

    [Fact]
    public void Nothing_is_asked_before_somebody_subscribes_and_each_subscription_asks_once()
    {
        Create(_tom, "a", "Jerry");
        var asked = _tom.Frames.Where(record => record is { Direction: FrameDirection.Sent, Frame: Protocol.ConversationFrame }).Record(_world.Scheduler);
        var lists = _tom.WatchConversations();
        Settle();
        Assert.Empty(asked.Values);
        var first = lists.Subscribe();
        Settle();
        Assert.Single(asked.Values);
        using var second = lists.Subscribe();
        Settle();
        Assert.Equal(2, asked.Values.Count);
        first.Dispose();
        Settle();
        Assert.Equal(2, asked.Values.Count);
    }

    [Fact]
    public void A_list_that_was_subscribed_to_before_the_first_login_asks_once_and_outlives_a_closed_client()
    {
        var a = Create(_tom, "a", "Jerry");
        var tablet = _world.CreateClient("Tom", options => options with { Tag = "tablet" });
        var list = tablet.WatchConversations().Select(In).DistinctUntilChanged().Record(_world.Scheduler);
        Settle();
        list.AssertValues();
        _world.Run(tablet.OpenAsync());
        Settle();
        _world.Run(tablet.CloseAsync());
        _world.Run(a.SendAsync("meanwhile"));
        _world.Run(tablet.OpenAsync());
        Settle();
        _world.Run(tablet.DisposeAsync().AsTask());
        _world.AdvanceBy(Second);
        Assert.Equal(["a:", "a:meanwhile"], list.Values);
        Assert.True(list.IsCompleted);
    }

    [Fact]
    public void Queries_that_no_list_can_follow_are_refused_by_name()
    {
        Assert.Contains("Skip", Assert.Throws<ArgumentException>(() => _tom.WatchConversations(new ConversationQuery { Skip = 1 })).Message,
            StringComparison.Ordinal);
        Assert.Contains("OrderBy", Assert.Throws<ArgumentException>(() =>
            _tom.WatchConversations(new ConversationQuery().OrderBy(conversation => conversation.Name))).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentOutOfRangeException>(() => _tom.WatchConversations(new ConversationQuery { Limit = 1001 }));
    }

    [Fact]
    public void An_observer_that_throws_is_a_fault_and_hurts_no_other_list()
    {
        var a = Create(_tom, "a", "Jerry");
        var faults = _tom.Faults.Record(_world.Scheduler);
        _tom.WatchConversations().Subscribe(_ => throw new InvalidOperationException("no"));
        var list = Watch();
        _world.Run(a.SendAsync("mine"));
        Settle();
        list.AssertValues("a:", "a:mine");
        Assert.Equal(FaultKind.Observer, Assert.Single(faults.Values).Kind);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Whatever_cuts_the_connections_the_list_is_the_servers()
    {
        for (var seed = 1; seed <= 12; seed++)
            new ConversationListTests().PlayAndCompare(seed);
    }

    void PlayAndCompare(int seed)
    {
        var random = new Random(seed);
        var chats = Enumerable.Range(0, 6).Select(number => Create(_tom, $"{number}", "Jerry")).ToArray();
        var theirs = chats.Select(chat => _world.Run(_jerry.GetConversationAsync(chat.Id))!).ToArray();
        string? last = null;
        using var watching = _tom.WatchConversations(new ConversationQuery { Limit = 4 }).Select(In).Subscribe(list => last = list);
        var plan = new FaultPlan([.. Enumerable.Range(0, random.Next(1, 6)).Select(_ => (NetworkFault)new CutFault(
            TimeSpan.FromMilliseconds(random.Next(30_000)), "Tom")), new LatencyFault(TimeSpan.Zero, TimeSpan.FromSeconds(30),
            TimeSpan.FromMilliseconds(random.Next(400)), TimeSpan.FromMilliseconds(random.Next(400)))]);
        plan.ApplyTo(_world);
        for (var number = 0; number < 60; number++)
        {
            var (mine, his) = (chats[random.Next(6)], theirs[random.Next(6)]);
            var command = random.Next(7) switch
            {
                0 => mine.SendAsync($"{number}"),
                1 => mine.MarkReadAsync(),
                2 => mine.MuteAsync(),
                3 => his.RemoveMemberAsync("Tom"),
                4 => his.AddMemberAsync("Tom"),
                _ => (Task)his.SendAsync($"{number}"),
            };
            // Whoever was removed is refused.
            _ = command.ContinueWith(static ended => ended.Exception, TaskScheduler.Default);
            _world.AdvanceBy(TimeSpan.FromMilliseconds(random.Next(1000)));
        }
        _world.AdvanceBy(TimeSpan.FromMinutes(5));
        var tablet = _world.CreateClient("Tom", options => options with { Tag = "tablet" });
        string? fresh = null;
        using var watchingAnew = tablet.WatchConversations(new ConversationQuery { Limit = 4 }).Select(In).Subscribe(list => fresh = list);
        _world.Run(tablet.OpenAsync());
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        Assert.True(last == fresh, $"Seed {seed}, {plan}:\n{last}\ninstead of\n{fresh}");
    }
}
