using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>The window on a conversation: its last messages, older ones on demand, one's own from the instant of the call.</summary>
public partial class TimelineWindowTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler(), new VirtualWorldOptions { Server = new ServerOptions { Limits = ServerLimits.Unlimited } });
    readonly InMemoryOutboxStore _store = new();
    readonly LeanClient _tom, _jerry;
    readonly Conversation _chat, _here;

    public TimelineWindowTests()
    {
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _here = _world.Run(_jerry.GetConversationAsync(_chat.Id))!;
    }

    void Say(string text)
    {
        _world.Run(_chat.SendAsync(text));
        _world.AdvanceBy(Second);
    }

    void Settle() => _world.AdvanceBy(TimeSpan.FromMinutes(1));

    void Offline(bool isOffline)
    {
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = isOffline };
        if (isOffline)
            _world.Network.Cut("Jerry");
        _world.AdvanceBy(isOffline ? Second : TimeSpan.FromMinutes(1));
    }

    Recording<string> Record(ConversationTimeline timeline)
    {
        var recording = timeline.Items.Select(In).DistinctUntilChanged().Record(_world.Scheduler);
        _world.AdvanceBy(Second);
        return recording;
    }

    static string In(IReadOnlyList<TimelineItem> items)
    {
        Assert.Equal(items.Count, items.Select(item => item.Key).Distinct().Count());
        return string.Join(" ", items.Select(In));
    }

    static string In(TimelineItem item) => item switch
    {
        { Gap: not null } => "gap",
        { State: TimelineItemState.Sending } => $"{TextOf(item)}…",
        { State: TimelineItemState.Failed } => $"{TextOf(item)}!",
        _ => $"{TextOf(item)}{(item.IsRead ? "✓✓" : item.IsDelivered ? "✓" : "")}",
    };

    static string TextOf(TimelineItem item) => (item.Message as TextMessage)?.Text ?? item.Message!.GetType().Name;

    static string Texts(string items) => items.Replace("✓", "", StringComparison.Ordinal);

    string Log() => string.Join(" ", _world.Run(_chat.GetHistoryAsync(new() { Direction = HistoryDirection.Newer, PageSize = 1000 }).ToListAsync().AsTask())
        .Select(message => ((TextMessage)message).Text));

    [Fact]
    public void It_begins_with_the_last_messages_and_goes_on_with_what_comes()
    {
        foreach (var text in "abcde")
            Say($"{text}");
        using var timeline = _here.OpenTimeline(last: 3);
        var items = Record(timeline);
        Say("f");
        items.AssertValues("", "c d e", "c d e f");
    }

    [Fact]
    public void Older_messages_come_on_demand_until_the_beginning()
    {
        foreach (var text in "abcde")
            Say($"{text}");
        using var timeline = _here.OpenTimeline(last: 2);
        var items = Record(timeline);
        var both = Task.WhenAll(timeline.LoadOlderAsync(), timeline.LoadOlderAsync());
        Assert.Equal([true, true], _world.Run(both));
        Assert.False(_world.Run(timeline.LoadOlderAsync()));
        Assert.False(_world.Run(timeline.LoadOlderAsync()));
        items.AssertValues("", "d e", "b c d e", "a b c d e");
    }

    [Fact]
    public void Older_messages_that_are_asked_for_at_once_come_after_the_last_ones()
    {
        foreach (var text in "abc")
            Say($"{text}");
        using var timeline = _here.OpenTimeline(last: 1);
        Assert.True(_world.Run(timeline.LoadOlderAsync()));
        Record(timeline).AssertValues("b c");
    }

    [Fact]
    public void After_its_end_and_the_clients_older_messages_are_refused_with_the_reason()
    {
        Say("a");
        var (closed, left) = (_here.OpenTimeline(), _here.OpenTimeline(last: 1));
        var items = Record(left);
        closed.Dispose();
        _world.AdvanceBy(Second);
        Assert.Throws<ObjectDisposedException>(() => _world.Run(closed.LoadOlderAsync()));
        Say("b");
        _world.Run(_jerry.DisposeAsync().AsTask());
        _world.AdvanceBy(Second);
        Assert.True(items.IsCompleted);
        Assert.Throws<ClientClosedException>(() => _world.Run(left.LoadOlderAsync()));
        Assert.Throws<ArgumentOutOfRangeException>(() => _here.OpenTimeline(last: 0));
    }

    [Fact]
    public void Edits_and_recalls_change_the_message_where_it_stands()
    {
        var sent = _world.Run(_chat.SendAsync("hte cat"));
        Say("2");
        using var timeline = _here.OpenTimeline();
        var items = Record(timeline);
        _world.Run(_chat.EditAsync(sent, new TextMessage("the-cat")));
        _world.AdvanceBy(Second);
        var mine = _world.Run(_here.SendAsync("mine"));
        _world.Run(_here.EditAsync(mine, new TextMessage("edited")));
        _world.AdvanceBy(Second);
        Offline(true);
        _world.Run(_chat.RecallAsync(sent));
        Offline(false);
        Assert.Equal(["", "hte cat 2", "the-cat 2", "the-cat 2 mine…", "the-cat 2 mine", "the-cat 2 edited", "RecalledMessage 2 edited"],
            items.Values.Select(Texts).Distinct());
    }

    [Fact]
    public void Delivery_and_reading_are_marks_of_ones_own_messages_also_when_they_were_missed()
    {
        using var timeline = _here.OpenTimeline();
        var items = Record(timeline);
        _world.Run(_here.SendAsync("mine", new SendOptions { RequestReceipt = true }));
        _world.AdvanceBy(Second);
        Assert.Equal("mine✓", items.Values[^1]);
        Offline(true);
        _world.Run(_chat.MarkReadAsync());
        Offline(false);
        Assert.Equal("mine✓✓", items.Values[^1]);
        Say("his");
        Assert.Equal("mine✓✓ his", items.Values[^1]);
    }

    [Fact]
    public void What_the_server_does_not_give_is_a_gap_and_comes_when_it_does()
    {
        Say("1");
        _world.Run(_chat.RemoveMemberAsync("Jerry"));
        _world.AdvanceBy(Second);
        using var timeline = _here.OpenTimeline();
        var items = Record(timeline);
        Assert.Throws<ServerRejectedException>(() => _world.Run(timeline.LoadOlderAsync()));
        _world.Run(_chat.AddMemberAsync("Jerry"));
        Say("2");
        items.AssertValues("", "gap", "1", "1 2");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Ten_thousand_missed_messages_come_in_portions()
    {
        _world.Run(_jerry.CloseAsync());
        for (var round = 0; round < 10; round++)
            _world.Run(Task.WhenAll(Enumerable.Range(0, 1000).Select(number => _chat.SendAsync($"{round * 1000 + number}"))));
        using var timeline = _here.OpenTimeline();
        var lists = timeline.Items.Select(items => items.Count).Record(_world.Scheduler);
        _world.Run(_jerry.OpenAsync());
        Settle();
        Say("live");
        Assert.Equal(3, lists.Values.Count);
        Assert.Equal(51, lists.Values[^1]);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Whatever_cuts_the_connections_the_window_is_the_servers_log()
    {
        for (var seed = 1; seed <= 20; seed++)
            new TimelineWindowTests().PlayAndCompare(seed);
    }

    void PlayAndCompare(int seed)
    {
        var random = new Random(seed);
        var cuts = Enumerable.Range(0, random.Next(1, 6))
            .Select(_ => (NetworkFault)new CutFault(TimeSpan.FromMilliseconds(random.Next(30_000)), random.Next(3) > 0 ? "Jerry" : "Tom"));
        var plan = new FaultPlan([.. cuts, new DropNextFault(TimeSpan.FromMilliseconds(random.Next(30_000)), "Jerry", FrameDirection.Received, "ack"),
            new LatencyFault(TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(random.Next(400)),
                TimeSpan.FromMilliseconds(random.Next(400)))]);
        using var timeline = _here.OpenTimeline(last: 20);
        var items = Record(timeline);
        plan.ApplyTo(_world);
        for (var number = 0; number < 60; number++)
        {
            _ = (random.Next(2) == 0 ? _chat : _here).SendAsync($"{number}");
            _world.AdvanceBy(TimeSpan.FromMilliseconds(random.Next(1000)));
        }
        _world.AdvanceBy(TimeSpan.FromMinutes(5));
        Assert.True(Texts(items.Values[^1]) == Log(), $"Seed {seed}, {plan}:\n{items.Values[^1]}\ninstead of\n{Log()}");
        foreach (var list in items.Values)
        {
            var said = list.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(text => text.TrimEnd('✓', '…', '!')).ToArray();
            Assert.True(said.Distinct().Count() == said.Length, $"Seed {seed}, {plan}: twice in {list}");
        }
    }
}
