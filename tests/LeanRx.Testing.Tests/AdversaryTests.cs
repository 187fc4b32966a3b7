using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using System.Reactive.Linq;
using LeanRx.Protocol;

namespace LeanRx.Testing.Tests;

/// <summary>What an application may do at the worst moment, and what comes of it: every call ends, nobody else is hurt, nothing stays behind.</summary>
[Trait("Speed", "slow")]
public partial class AdversaryTests
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
