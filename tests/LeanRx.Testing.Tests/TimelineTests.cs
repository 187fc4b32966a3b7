using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Tests;

/// <summary>History joined to what comes: each message once, in the server's order, holes as values.</summary>
public class TimelineTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler(), new VirtualWorldOptions { Server = new ServerOptions { Limits = ServerLimits.Unlimited } });
    readonly LeanClient _tom, _jerry;
    readonly Conversation _chat, _here;

    public TimelineTests()
    {
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _here = _world.Run(_jerry.GetConversationAsync(_chat.Id))!;
    }

    Recording<string> Follow(DateTimeOffset from = default)
    {
        var recording = new Recorder(_here.Timeline(from)).Record(_world.Scheduler);
        _world.AdvanceBy(Second);
        return recording;
    }

    void Say(string text)
    {
        _world.Run(_chat.SendAsync(text));
        _world.AdvanceBy(Second);
    }

    [Fact]
    public void History_comes_first_and_what_is_said_then_follows()
    {
        Say("1");
        Say("2");
        var timeline = Follow();
        Say("3");
        timeline.AssertValues("1", "2", "3");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Long_history_comes_page_by_page()
    {
        _world.Run(Task.WhenAll(Enumerable.Range(0, 1500).Select(number => _chat.SendAsync($"{number}"))));
        Follow().AssertValues(Enumerable.Range(0, 1500).Select(number => $"{number}"));
    }

    [Fact]
    public void It_begins_at_the_instant_that_was_asked_for()
    {
        Say("before");
        var from = _world.Clock.Now;
        Say("after");
        Follow(from).AssertValues("after");
    }

    [Fact]
    public void Ones_own_edits_and_recalls_are_seen_by_whatever_way_they_were_made()
    {
        var phone = _world.CreateClient("Jerry", options => options with { Tag = "phone" });
        _world.Run(phone.OpenAsync());
        var sent = _world.Run(_here.SendAsync("1"));
        var timeline = Follow();
        _world.Run(_here.EditAsync(sent, new TextMessage("here")));
        _world.Run(_world.Run(_jerry.QueryConversationsAsync())[0].EditAsync(sent, new TextMessage("as a query gave it")));
        _world.Run(_world.Run(phone.GetConversationAsync(_chat.Id))!.EditAsync(sent, new TextMessage("on the phone")));
        _world.AdvanceBy(Second);
        _world.Network.Cut("Jerry");
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        _world.Run(_world.Run(phone.GetConversationAsync(_chat.Id))!.RecallAsync(sent));
        _world.AdvanceBy(Second);
        timeline.AssertValues("1", "Edited here", "Edited as a query gave it", "Edited on the phone", "Recalled");
    }

    [Fact]
    public void An_edit_made_on_the_phone_while_this_device_was_away_is_seen_once()
    {
        var phone = _world.CreateClient("Jerry", options => options with { Tag = "phone" });
        _world.Run(phone.OpenAsync());
        var sent = _world.Run(_here.SendAsync("1"));
        var timeline = Follow();
        _world.Run(_jerry.CloseAsync());
        _world.Run(_world.Run(phone.GetConversationAsync(_chat.Id))!.EditAsync(sent, new TextMessage("on the phone")));
        _world.Run(_jerry.OpenAsync());
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        timeline.AssertValues("1", "Edited on the phone");
    }

    [Fact]
    public void Ones_own_messages_stand_in_their_places()
    {
        var timeline = Follow();
        Say("1");
        _world.Run(_here.SendAsync("2"));
        Say("3");
        timeline.AssertValues("1", "2", "3");
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Messages_that_cross_each_other_come_in_the_servers_order()
    {
        var timeline = Follow();
        for (var number = 0; number < 20; number++)
        {
            _ = _here.SendAsync($"Jerry {number}");
            _ = _chat.SendAsync($"Tom {number}");
            _world.AdvanceBy(TimeSpan.FromMilliseconds(3));
        }
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        timeline.AssertValues(Log());
    }

    [Fact]
    public void What_was_said_during_a_drop_comes_in_its_place()
    {
        var timeline = Follow();
        Say("1");
        _world.Network.Cut("Jerry");
        Say("2");
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        Say("3");
        timeline.AssertValues("1", "2", "3");
    }

    [Fact]
    public void Edits_and_recalls_follow_their_messages()
    {
        var timeline = Follow();
        var sent = _world.Run(_chat.SendAsync("hte cat"));
        _world.AdvanceBy(Second);
        _world.Run(_chat.EditAsync(sent, new TextMessage("the cat")));
        _world.AdvanceBy(Second);
        _world.Run(_chat.RecallAsync(sent));
        var own = _world.Run(_here.SendAsync("mine"));
        _world.AdvanceBy(Second);
        _world.Run(_here.RecallAsync(own));
        _world.AdvanceBy(Second);
        timeline.AssertValues("hte cat", "Edited the cat", "Recalled", "mine", "Recalled");
    }

    [Fact]
    public void What_the_server_does_not_give_is_a_gap_and_not_an_end()
    {
        Say("1");
        _world.Run(_chat.RemoveMemberAsync("Jerry"));
        _world.AdvanceBy(Second);
        var timeline = Follow();
        _world.Run(_chat.AddMemberAsync("Jerry"));
        Say("2");
        timeline.AssertValues("Gap ConversationLogRejected", "2");
    }

    [Fact]
    public void It_ends_with_the_client_and_not_in_an_error()
    {
        var timeline = Follow();
        _world.Run(_jerry.DisposeAsync().AsTask());
        _world.AdvanceBy(Second);
        Assert.True(timeline.IsCompleted);
        Assert.Null(timeline.Error);
    }

    [Fact]
    public void An_observer_that_throws_is_told_as_a_fault_and_hurts_nobody_else()
    {
        var faults = _jerry.Faults.Record(_world.Scheduler);
        Say("1");
        _here.Timeline(default).Subscribe(_ => throw new InvalidOperationException("no"));
        var timeline = Follow();
        Say("2");
        timeline.AssertValues("1", "2");
        Assert.Equal(FaultKind.Observer, Assert.Single(faults.Values).Kind);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void Whatever_cuts_the_connections_the_timeline_is_the_servers_log()
    {
        for (var seed = 1; seed <= 20; seed++)
            PlayAndCompare(seed);
    }

    /// <summary>Both talk for half a minute while connections break; afterwards the timeline holds what the server holds.</summary>
    static void PlayAndCompare(int seed)
    {
        var test = new TimelineTests();
        var random = new Random(seed);
        var cuts = Enumerable.Range(0, random.Next(1, 6))
            .Select(_ => (NetworkFault)new CutFault(TimeSpan.FromMilliseconds(random.Next(30_000)), random.Next(3) > 0 ? "Jerry" : "Tom"));
        var plan = new FaultPlan([.. cuts,
            new LatencyFault(TimeSpan.Zero, TimeSpan.FromSeconds(30), TimeSpan.FromMilliseconds(random.Next(400)),
            TimeSpan.FromMilliseconds(random.Next(400)))]);
        plan.ApplyTo(test._world);
        var timeline = test.Follow();
        for (var number = 0; number < 60; number++)
        {
            _ = (random.Next(2) == 0 ? test._chat : test._here).SendAsync($"{number}");
            test._world.AdvanceBy(TimeSpan.FromMilliseconds(random.Next(1000)));
        }
        test._world.AdvanceBy(TimeSpan.FromMinutes(5));
        Assert.True(timeline.Values.SequenceEqual(test.Log()),
            $"Seed {seed}, {plan}:\n{string.Join(", ", timeline.Values)}\ninstead of\n{string.Join(", ", test.Log())}");
    }

    string[] Log()
    {
        var messages = _world.Run(_chat.GetHistoryAsync(new() { Direction = HistoryDirection.Newer, PageSize = 1000 }).ToListAsync().AsTask());
        return [.. messages.Select(message => ((TextMessage)message).Text)];
    }

    /// <summary>Entries in words.</summary>
    sealed class Recorder(IObservable<TimelineEntry> timeline) : IObservable<string>
    {
        public IDisposable Subscribe(IObserver<string> observer) =>
            timeline.Subscribe(entry => observer.OnNext(Name(entry)), observer.OnError, observer.OnCompleted);

        static string Name(TimelineEntry entry) => entry switch
        {
            TimelineEntry.MessageAdded { Message: TextMessage message } => message.Text,
            TimelineEntry.MessageChanged { Change: MessageChange.Edited { Message: TextMessage message } } => $"Edited {message.Text}",
            TimelineEntry.MessageChanged change => change.Change.GetType().Name,
            TimelineEntry.Gap { Cause: ServerRejectedException { Code: ErrorCodes.ConversationLogRejected } } => "Gap ConversationLogRejected",
            _ => entry.ToString(),
        };
    }
}
