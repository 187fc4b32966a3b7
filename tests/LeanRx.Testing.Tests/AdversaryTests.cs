using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <summary>What an application may do at the worst moment, and what comes of it: every call ends, nobody else is hurt, nothing stays behind.</summary>
[Trait("Speed", "slow")]
public class AdversaryTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world = new(new HistoricalScheduler());
    readonly LeanClient _tom, _jerry;
    readonly List<Fault> _faults = [];

    public AdversaryTests()
    {
        (_tom, _jerry) = (_world.CreateClient("Tom"), _world.CreateClient("Jerry"));
        _jerry.Faults.Subscribe(_faults.Add);
    }

    (Conversation Toms, Conversation Jerrys) Chat()
    {
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        var chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        return (chat, _world.Run(_jerry.GetConversationAsync(chat.Id))!);
    }

    void Say(Conversation chat, params string[] texts)
    {
        foreach (var text in texts)
            _world.Run(chat.SendAsync(text));
        _world.AdvanceBy(Second);
    }

    static string Text(Message message) => ((TextMessage)message).Text;

    /// <summary>How a task ended that must have ended by now.</summary>
    static string EndOf(Task task)
    {
        Assert.True(task.IsCompleted, "It has not ended.");
        return task.Exception?.InnerException?.GetType().Name ?? task.Status.ToString();
    }

    [Fact]
    public void Disposing_at_any_instant_of_the_opening_ends_it_and_completes_every_stream()
    {
        for (var milliseconds = 0; milliseconds <= 60; milliseconds++)
        {
            var client = _world.CreateClient($"Spike {milliseconds}");
            var states = client.StateChanges.Select(state => state.GetType().Name).Record(_world.Scheduler);
            var opening = client.OpenAsync();
            _world.AdvanceBy(TimeSpan.FromMilliseconds(milliseconds));
            var wasOpen = opening.IsCompletedSuccessfully;
            _world.Run(client.DisposeAsync().AsTask());
            _world.AdvanceBy(Second);
            Assert.Equal(wasOpen ? "RanToCompletion" : "ClientClosedException", EndOf(opening));
            Assert.Equal("Disconnected", states.Values[^1]);
            Assert.Equal(RecordedKind.Completion, states.Notifications[^1].Kind);
        }
        Assert.Equal(0, _world.Network.OpenConnections);
        Assert.Equal(0, _world.Server.SessionCount);
    }

    [Fact]
    public void Disposing_at_any_instant_of_a_send_ends_it()
    {
        for (var milliseconds = 0; milliseconds <= 25; milliseconds++)
        {
            var spike = _world.CreateClient($"Spike {milliseconds}");
            _world.Run(spike.OpenAsync());
            var chat = _world.Run(spike.CreateConversationAsync(["Tom"]));
            var sending = chat.SendAsync("hello");
            _world.AdvanceBy(TimeSpan.FromMilliseconds(milliseconds));
            var wasSent = sending.IsCompletedSuccessfully;
            _world.Run(spike.DisposeAsync().AsTask());
            _world.AdvanceBy(Second);
            Assert.Equal(milliseconds >= 20, wasSent);
            Assert.Contains(EndOf(sending), wasSent ? ["RanToCompletion"] : new[] { "ClientClosedException", "RanToCompletion" });
        }
    }

    [Fact]
    public void Disposing_while_history_is_read_ends_the_reading_with_an_error()
    {
        var (toms, jerrys) = Chat();
        Say(toms, [.. Enumerable.Range(0, 50).Select(number => $"{number}")]);
        var read = new List<string>();
        var reading = ReadAsync();
        _world.AdvanceBy(TimeSpan.FromMilliseconds(25));
        Assert.Equal(20, read.Count);
        _world.Run(_jerry.DisposeAsync().AsTask());
        // The page that was under way came before the logout was confirmed; the next is not asked for.
        Assert.Equal("ClientClosedException", EndOf(reading));
        Assert.Equal(40, read.Count);

        async Task ReadAsync()
        {
            await foreach (var message in jerrys.GetHistoryAsync())
                read.Add(Text(message));
        }
    }

    [Fact]
    public void A_token_cancelled_at_any_instant_ends_the_call_at_that_instant_and_leaves_the_client_whole()
    {
        var (_, jerrys) = Chat();
        Func<CancellationToken, Task>[] calls =
        [
            token => _jerry.CreateConversationAsync(["Tom"], cancellationToken: token),
            token => _jerry.QueryConversationsAsync(cancellationToken: token),
            token => _jerry.IsOnlineAsync("Tom", token),
            token => jerrys.SendAsync("hello", cancellationToken: token),
            token => jerrys.GetMembersAsync(token),
            token => jerrys.AddMemberAsync("Mary", token),
            token => jerrys.UpdateAsync(new ConversationChanges { Name = "n" }, token),
            token => jerrys.GetHistoryAsync(cancellationToken: token).FirstOrDefaultAsync(token).AsTask(),
            token => jerrys.GetMemberRolesAsync(token),
            token => jerrys.GetReadProgressAsync(token),
            token => _jerry.GetBlockedConversationsAsync(cancellationToken: token),
            token => _jerry.CheckMembershipsAsync([jerrys.Id], token),
        ];
        for (var index = 0; index < calls.Length; index++)
            for (var milliseconds = 0; milliseconds < 20; milliseconds += 5)
            {
                using var source = new CancellationTokenSource();
                var call = calls[index](source.Token);
                _world.AdvanceBy(TimeSpan.FromMilliseconds(milliseconds));
                Assert.False(call.IsCompleted, $"Call {index} ended by itself after {milliseconds} milliseconds.");
                source.Cancel();
                _world.AdvanceBy(TimeSpan.FromTicks(1));
                Assert.True(call.IsCanceled, $"Call {index}: {EndOf(call)}");
                _world.AdvanceBy(Second);
            }
        Assert.IsType<ConnectionState.Connected>(_jerry.State);
        Assert.Empty(_faults);
        Assert.Equal(0, _world.Server.PendingCommandCount);
    }

    [Fact]
    public void An_observer_may_send_and_hears_on()
    {
        var (toms, jerrys) = Chat();
        var answers = new List<Task<MessageAck>>();
        var heard = new List<string>();
        jerrys.Messages.Subscribe(message =>
        {
            heard.Add(Text(message));
            answers.Add(jerrys.SendAsync($"re: {Text(message)}"));
        });
        var back = toms.Messages.Select(Text).Record(_world.Scheduler);
        Say(toms, "1", "2", "3");
        Assert.Equal(["1", "2", "3"], heard);
        back.AssertValues("re: 1", "re: 2", "re: 3");
        Assert.All(answers, answer => Assert.True(answer.IsCompletedSuccessfully));
    }

    [Fact]
    public void An_observer_may_leave_and_others_hear_the_present_message_and_no_further_ones_come()
    {
        var (toms, jerrys) = Chat();
        var leaving = new List<Task>();
        jerrys.Messages.Subscribe(_ => leaving.Add(jerrys.LeaveAsync()));
        var other = jerrys.Messages.Select(Text).Record(_world.Scheduler);
        Say(toms, "1");
        Say(toms, "2");
        other.AssertValues("1");
        Assert.Equal("RanToCompletion", EndOf(Assert.Single(leaving)));
        Assert.DoesNotContain("Jerry", jerrys.Members);
    }

    [Fact]
    public void An_observer_may_dispose_of_the_client_and_the_streams_complete()
    {
        var (toms, jerrys) = Chat();
        var disposing = new List<Task>();
        var ends = new List<string>();
        jerrys.Messages.Subscribe(_ => disposing.Add(_jerry.DisposeAsync().AsTask()), () => ends.Add("messages"));
        _jerry.StateChanges.Subscribe(_ => { }, () => ends.Add("states"));
        _jerry.Frames.Subscribe(_ => { }, () => ends.Add("frames"));
        Say(toms, "1");
        Assert.Equal("RanToCompletion", EndOf(Assert.Single(disposing)));
        Assert.Equal(["frames", "messages", "states"], ends.Order(StringComparer.Ordinal));
        Assert.Equal(1, _world.Network.OpenConnections);
    }

    [Fact]
    public void An_observer_may_subscribe_and_unsubscribe_others_while_it_is_told()
    {
        var (toms, jerrys) = Chat();
        var late = new List<string>();
        var removed = new List<string>();
        var latecomer = new SingleAssignmentDisposable();
        var victim = new SingleAssignmentDisposable();
        jerrys.Messages.Subscribe(message =>
        {
            if (Text(message) == "1")
            {
                latecomer.Disposable = jerrys.Messages.Select(Text).Subscribe(late.Add);
                victim.Dispose();
            }
            if (Text(message) == "3")
                latecomer.Dispose();
        });
        victim.Disposable = jerrys.Messages.Select(Text).Subscribe(removed.Add);
        Say(toms, "1", "2", "3", "4");
        Assert.Equal(["2"], late.Where(text => text is not "3"));
        Assert.DoesNotContain("1", removed);
        Assert.Empty(removed);
    }

    [Fact]
    public void Observers_of_every_stream_that_throw_are_one_fault_each_and_the_others_hear_on()
    {
        var (toms, jerrys) = Chat();
        IObservable<object>[] streams =
        [
            _jerry.Messages, _jerry.MessageChanges, _jerry.MembershipChanges, _jerry.ModerationChanges, _jerry.ConversationUpdates, _jerry.StateChanges,
                _jerry.Frames,
            jerrys.Messages, jerrys.MessageChanges, jerrys.MembershipChanges, jerrys.ModerationChanges, jerrys.Timeline(DateTimeOffset.MinValue),
        ];
        var counts = new int[streams.Length];
        for (var index = 0; index < streams.Length; index++)
        {
            var which = index;
            streams[index].Subscribe(_ => throw new InvalidOperationException($"thrown by {which}"));
            streams[index].Subscribe(_ => counts[which]++);
        }
        for (var round = 0; round < 2; round++)
        {
            var sent = _world.Run(toms.SendAsync("hello"));
            _world.AdvanceBy(Second);
            _world.Run(toms.EditAsync(sent, new TextMessage("hallo")));
            _world.Run(toms.AddMemberAsync($"Mary {round}"));
            _world.Run(toms.SilenceMembersAsync([$"Mary {round}"]));
            _world.Run(toms.UpdateAsync(new ConversationChanges { Name = $"{round}" }));
            _world.Network.Cut("Jerry");
            _world.AdvanceBy(TimeSpan.FromMinutes(1));
        }
        Assert.Equal(Enumerable.Range(0, streams.Length), _faults.Select(fault => int.Parse(fault.Exception!.Message["thrown by ".Length..])).Order());
        Assert.All(_faults, fault => Assert.Equal(FaultKind.Observer, fault.Kind));
        Assert.All(counts, count => Assert.True(count > 1, $"Heard: {string.Join(' ', counts)}"));
        Assert.IsType<ConnectionState.Connected>(_jerry.State);
    }

    [Fact]
    public void Opening_twice_is_one_login_and_closing_and_opening_again_another()
    {
        var first = _jerry.OpenAsync();
        var second = _jerry.OpenAsync();
        _world.Run(Task.WhenAll(first, second));
        Assert.Equal((1, 1), (_world.Network.Dials, _world.Server.SessionCount));
        _world.Run(_jerry.OpenAsync());
        Assert.Equal(1, _world.Network.Dials);
        var closing = _jerry.CloseAsync();
        var opening = _jerry.OpenAsync();
        var closingAgain = _jerry.CloseAsync();
        var openingAgain = _jerry.OpenAsync();
        _world.AdvanceBy(TimeSpan.FromSeconds(5));
        Assert.Equal(["RanToCompletion", "ClientClosedException", "RanToCompletion", "RanToCompletion"],
            new[] { closing, opening, closingAgain, openingAgain }.Select(EndOf));
        Assert.IsType<ConnectionState.Connected>(_jerry.State);
        Assert.Equal((1, 1), (_world.Network.OpenConnections, _world.Server.SessionCount));
    }

    [Fact]
    public void Streams_that_were_subscribed_to_before_go_on_after_closing_and_opening_again()
    {
        var (toms, _) = Chat();
        var heard = _jerry.Messages.Select(Text).Record(_world.Scheduler);
        Say(toms, "1");
        _world.Run(_jerry.CloseAsync());
        Say(toms, "2");
        _world.Run(_jerry.OpenAsync());
        Say(toms, "3");
        heard.AssertValues("1", "2", "3");
    }

    [Theory]
    [InlineData(-400)]
    [InlineData(-1)]
    [InlineData(1)]
    [InlineData(400)]
    public void A_calendar_that_jumps_by_days_costs_no_message_no_connection_and_no_command(int days)
    {
        var (toms, jerrys) = Chat();
        var heard = _jerry.Messages.Select(Text).Record(_world.Scheduler);
        var states = _jerry.StateChanges.Record(_world.Scheduler);
        Say(toms, "1");
        _world.JumpClock(TimeSpan.FromDays(days), "Jerry");
        Say(toms, "2");
        _world.Run(jerrys.SendAsync("mine"));
        _world.AdvanceBy(TimeSpan.FromHours(1));
        Assert.Single(states.Values);
        _world.Network.Cut("Jerry");
        Say(toms, "3");
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        Say(toms, "4");
        heard.AssertValues("1", "2", "3", "4");
        Assert.Empty(_faults);
    }

    [Fact]
    public void Disposing_twice_and_from_a_state_observer_ends_once()
    {
        var ends = 0;
        var disposals = new List<Task>();
        _jerry.StateChanges.Subscribe(state =>
        {
            if (state is ConnectionState.Connected)
                disposals.Add(_jerry.DisposeAsync().AsTask());
            if (state is ConnectionState.Disconnected)
                disposals.Add(_jerry.DisposeAsync().AsTask().ContinueWith(_ => { }, TaskScheduler.Default));
        }, () => ends++);
        _jerry.Messages.Subscribe(_ => { }, () => ends++);
        var opening = _jerry.OpenAsync();
        _world.AdvanceBy(Second);
        Assert.True(opening.IsCompleted);
        Assert.Equal(2, ends);
        Assert.Equal(0, _world.Server.SessionCount);
    }
}
