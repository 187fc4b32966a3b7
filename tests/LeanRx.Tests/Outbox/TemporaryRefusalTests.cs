using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;
using LeanRx.Protocol;

namespace LeanRx.Tests.Outbox;

/// <summary>
/// What the server refuses for a reason that passes stays in the outbox and goes out again; what is said later in the same conversation does not overtake it.
/// </summary>
public partial class TemporaryRefusalTests
{
    readonly InMemoryOutboxStore _store = new();
    readonly Dictionary<string, int> _refusals = [];
    readonly List<(double At, string Text)> _sent = [];
    readonly ClientWorld _world;
    long _start;

    public TemporaryRefusalTests() => _world = World();

    ClientWorld World(Func<LeanClientOptions, LeanClientOptions>? change = null)
    {
        var world = new ClientWorld(options => change is null ? options with { Outbox = _store } : change(options with { Outbox = _store }));
        world.Session.Refuse = frame =>
        {
            if (frame is not DirectFrame { Body: { } body })
                return null;
            var text = body["{\"_lctype\":-1,\"_lctext\":\"".Length..^2];
            _sent.Add((Math.Round(TimeSpan.FromTicks(world.Scheduler.Clock - _start).TotalSeconds, 3), text));
            return _refusals.TryGetValue(text, out var code) ? new ServerRejectedException(code, null) : null;
        };
        world.Session.Answer = frame => frame is DirectFrame ? new AckFrame { MessageUid = $"m{_sent.Count}", Timestamp = _sent.Count } : null;
        _start = world.Scheduler.Clock;
        return world;
    }

    Task<MessageAck> Send(string text, string conversation = "room", CancellationToken cancellationToken = default) =>
        _world.Conversation(conversation).SendAsync(text, cancellationToken);

    static int CodeOf(Task sending) => Assert.IsType<ServerRejectedException>(Result.ErrorOf(sending)).Code;

    [Theory]
    [InlineData(ErrorCodes.SessionRequired)]
    [InlineData(ErrorCodes.MessageSentQuotaExceeded)]
    [InlineData(ErrorCodes.InternalError)]
    [InlineData(ErrorCodes.SendMessageTimeout)]
    [InlineData(ErrorCodes.ConversationInternalError)]
    [InlineData(ErrorCodes.ConversationApiFailed)]
    [InlineData(ErrorCodes.ConversationApiQuotaExceeded)]
    public void A_send_refused_for_a_reason_that_passes_goes_out_again_a_second_later_with_its_token(int code)
    {
        _refusals["hello"] = code;
        var sending = Send("hello");
        _refusals.Clear();
        _world.Advance(0.5);
        Assert.False(sending.IsCompleted);
        Assert.Single(_store.Entries);

        _world.Advance(1);

        Assert.Equal([(0, "hello"), (1, "hello")], _sent);
        Assert.Equal("m2", Result.Of(sending).MessageId);
        Assert.Single(_world.Commands<DirectFrame>().Select(frame => frame.DeduplicationToken).Distinct());
        Assert.Empty(_store.Entries);
    }

    [Theory]
    [InlineData(ErrorCodes.FrameTooLong)]
    [InlineData(ErrorCodes.ConversationTemporaryBlacklisted)]
    [InlineData(ErrorCodes.InvalidMessagingTarget)]
    [InlineData(ErrorCodes.MessageRejectedByApp)]
    [InlineData(ErrorCodes.Silenced)]
    [InlineData(1)]
    public void A_send_refused_for_any_other_reason_ends_at_once(int code)
    {
        _refusals["hello"] = code;
        var sending = Send("hello");
        _world.Settle();
        Assert.Equal(code, CodeOf(sending));
        Assert.Empty(_store.Entries);
        _world.Advance(300);
        Assert.Single(_sent);
    }

    [Fact]
    public void It_goes_out_again_less_and_less_often_and_ends_with_the_last_refusal_when_its_time_is_over()
    {
        _refusals["hello"] = ErrorCodes.MessageSentQuotaExceeded;
        var sending = Send("hello");
        _world.Advance(60);
        _refusals["hello"] = ErrorCodes.InternalError;
        _world.Advance(59.9);
        Assert.False(sending.IsCompleted);
        _world.Advance(0.2);

        Assert.Equal(ErrorCodes.InternalError, CodeOf(sending));
        Assert.Equal([0, 1, 3, 7, 15, 31, 61, 91], _sent.Select(sent => sent.At));
        Assert.Empty(_store.Entries);
        _world.Advance(300);
        Assert.Equal(8, _sent.Count);
    }

    [Fact]
    public void Without_an_end_of_its_time_it_goes_on()
    {
        var world = World(options => options with { OfflineTimeout = Timeout.InfiniteTimeSpan });
        _refusals["hello"] = ErrorCodes.InternalError;
        var sending = world.Conversation().SendAsync("hello");
        world.Advance(3600);
        Assert.False(sending.IsCompleted);
        _refusals.Clear();
        world.Advance(31);
        Assert.True(sending.IsCompletedSuccessfully, $"The send is {sending.Status}.");
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void What_is_said_later_waits_behind_it_and_other_conversations_do_not()
    {
        _refusals["1"] = ErrorCodes.InternalError;
        _ = Send("1");
        _ = Send("2");
        _ = Send("elsewhere", "another");
        _world.Advance(2);
        _ = Send("3");
        _refusals.Clear();
        _world.Advance(2);
        _ = Send("4");
        _world.Settle();
        Assert.Equal([(0, "1"), (0, "elsewhere"), (1, "1"), (3, "1"), (3, "2"), (3, "3"), (4, "4")], _sent);
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void What_was_under_way_together_and_refused_goes_out_again_in_its_order_the_first_of_it_alone()
    {
        _world.Session.Refuse = null;
        _world.Session.Answer = null;
        string[] texts = ["1", "2", "3"];
        var sending = texts.Select(text => Send(text)).ToArray();
        foreach (var asked in _world.Session.Commands.ToArray().Reverse())
            asked.SetException(new ServerRejectedException(ErrorCodes.MessageSentQuotaExceeded, null));
        _world.Advance(1.1);
        Assert.Equal(4, _world.Session.Commands.Count);
        foreach (var index in new[] { 3, 4, 5 })
        {
            _world.Session.Commands[index].SetResult(new AckFrame { MessageUid = $"m{index + 1}", Timestamp = index });
            _world.Settle();
            Assert.Equal(6, _world.Session.Commands.Count);
        }

        Assert.Equal(["m4", "m5", "m6"], sending.Select(task => Result.Of(task).MessageId));
        var tokens = _world.Commands<DirectFrame>().Select(frame => frame.DeduplicationToken).ToArray();
        Assert.Equal(tokens[..3], tokens[3..]);
    }

    [Fact]
    public void A_refusal_that_does_not_pass_ends_the_one_between_alone()
    {
        (_refusals["1"], _refusals["2"]) = (ErrorCodes.InternalError, ErrorCodes.MessageRejectedByApp);
        var sending = new[] { Send("1"), Send("2"), Send("3") };
        _refusals.Remove("1");
        _world.Advance(2);

        Assert.Equal([(0, "1"), (1, "1"), (1, "2"), (1, "3")], _sent);
        Assert.Equal(ErrorCodes.MessageRejectedByApp, CodeOf(sending[1]));
        Assert.Equal(["m2", "m4"], new[] { sending[0], sending[2] }.Select(task => Result.Of(task).MessageId));
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void Whose_token_is_cancelled_ends_at_once_and_those_behind_it_go_on()
    {
        _refusals["1"] = ErrorCodes.InternalError;
        using var source = new CancellationTokenSource();
        var first = Send("1", cancellationToken: source.Token);
        var second = Send("2");
        _world.Advance(0.5);
        source.Cancel();
        _world.Settle();
        Assert.True(first.IsCanceled, $"The send is {first.Status}.");
        Assert.Equal(_store.Entries.Select(entry => entry.ClientId), ["tom"]);
        _world.Advance(1);
        Assert.Equal([(0, "1"), (1, "2")], _sent);
        Assert.Equal("m2", Result.Of(second).MessageId);
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void Those_behind_it_end_with_its_refusal_when_their_own_time_is_over()
    {
        _refusals["1"] = ErrorCodes.InternalError;
        var first = Send("1");
        _world.Advance(60);
        var second = Send("2");
        _refusals["2"] = ErrorCodes.MessageSentQuotaExceeded;
        _world.Advance(60.1);
        Assert.Equal(ErrorCodes.InternalError, CodeOf(first));
        Assert.False(second.IsCompleted);
        _world.Advance(59.8);
        Assert.False(second.IsCompleted);
        _world.Advance(0.2);
        Assert.Equal(ErrorCodes.MessageSentQuotaExceeded, CodeOf(second));
        Assert.Equal([(121, "2"), (151, "2")], _sent.Where(sent => sent.Text == "2"));
        Assert.Empty(_store.Entries);
    }

    [Fact]
    public void A_transient_message_and_one_without_an_outbox_end_at_once()
    {
        _refusals["hello"] = ErrorCodes.InternalError;
        var transient = _world.Conversation().SendAsync("hello", new SendOptions { IsTransient = true });
        var world = World(options => options with { Outbox = null });
        var unkept = world.Conversation().SendAsync("hello");
        _world.Settle();
        world.Settle();
        Assert.Equal(ErrorCodes.InternalError, CodeOf(transient));
        Assert.Equal(ErrorCodes.InternalError, CodeOf(unkept));
    }

    [Fact]
    public void What_waits_counts_among_those_that_may_wait()
    {
        var world = World(options => options with { MaxPendingCommands = 2 });
        _refusals["1"] = ErrorCodes.InternalError;
        _ = world.Conversation().SendAsync("1");
        _ = world.Conversation().SendAsync("2");
        var third = world.Conversation().SendAsync("3");
        world.Settle();
        Assert.IsType<OutboxFullException>(Result.ErrorOf(third));
    }

    [Fact]
    public void Nobody_who_waits_for_the_sends_under_way_waits_for_what_was_refused()
    {
        _refusals["1"] = ErrorCodes.InternalError;
        var sends = _world.Core.Conversations.Slot("room").Sends;
        _ = Send("1");
        _ = Send("2");
        _world.Settle();
        Assert.Equal(sends.Started, sends.Ended);
        _refusals.Clear();
        _world.Advance(1.1);
        Assert.Equal((4, 4), (sends.Started, sends.Ended));
    }
}
