using LeanRx.Protocol;

namespace LeanRx.Tests.Outbox;

/// <summary>
/// A store that does not answer holds nobody: sends end by token, time-out and close, and what they left in the store is removed when it answers.
/// </summary>
public class SilentStoreTests
{
    readonly SilentStore _store = new();
    readonly ClientWorld _world;

    public SilentStoreTests() => _world = World();

    ClientWorld World(Func<LeanClientOptions, LeanClientOptions>? change = null) => new(options =>
    {
        options = options with { Outbox = _store };
        return change?.Invoke(options) ?? options;
    });

    void BeSilent(bool whenRead)
    {
        if (whenRead)
            _store.Loading = new TaskCompletionSource();
        else
            _store.Adding = new TaskCompletionSource();
    }

    Task<MessageAck> Send(string text, CancellationToken cancellationToken = default) => _world.Conversation().SendAsync(text, cancellationToken);

    IEnumerable<string?> Sent => _world.Commands<DirectFrame>().Select(frame => frame.Body);

    static string Body(string text) => "{\"_lctype\":-1,\"_lctext\":\"" + text + "\"}";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_send_ends_by_its_token_while_the_store_is_silent(bool whenRead)
    {
        BeSilent(whenRead);
        using var source = new CancellationTokenSource();
        var sending = Send("hello", source.Token);
        _world.Settle();
        Assert.False(sending.IsCompleted);
        source.Cancel();
        _world.Settle();
        Assert.True(sending.IsCanceled, $"The send is {sending.Status}.");
    }

    [Fact]
    public void A_send_whose_token_was_cancelled_before_ends_at_once()
    {
        BeSilent(whenRead: false);
        var sending = Send("hello", new CancellationToken(canceled: true));
        _world.Settle();
        Assert.True(sending.IsCanceled, $"The send is {sending.Status}.");
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_send_ends_after_the_offline_timeout_while_the_store_is_silent(bool whenRead)
    {
        BeSilent(whenRead);
        var first = Send("first");
        _world.Advance(60);
        var second = Send("second");
        _world.Advance(59.9);
        Assert.False(first.IsCompleted);
        _world.Advance(0.2);
        Assert.Equal("The store of the outbox did not keep a send within 120 s (OfflineTimeout).",
            Assert.IsType<OutboxStoreException>(Result.ErrorOf(first)).Message);
        _world.Advance(59.8);
        Assert.False(second.IsCompleted);
        _world.Advance(0.2);
        Assert.IsType<OutboxStoreException>(Result.ErrorOf(second));
    }

    [Fact]
    public void A_timeout_beyond_what_timers_can_wait_ends_a_send_all_the_same()
    {
        var world = World(options => options with { OfflineTimeout = TimeSpan.FromDays(50) });
        BeSilent(whenRead: false);
        var sending = world.Conversation().SendAsync("hello");
        world.Advance(TimeSpan.FromDays(50).TotalSeconds - 1);
        Assert.False(sending.IsCompleted);
        world.Advance(2);
        Assert.IsType<OutboxStoreException>(Result.ErrorOf(sending));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_send_ends_when_the_client_is_closed_while_the_store_is_silent(bool whenRead)
    {
        BeSilent(whenRead);
        var before = Send("before");
        _ = _world.Client.CloseAsync();
        var after = Send("after");
        _world.Settle();
        Assert.IsType<ClientClosedException>(Result.ErrorOf(before));
        Assert.IsType<ClientClosedException>(Result.ErrorOf(after));
    }

    [Fact]
    public void What_ended_is_not_sent_and_not_kept_when_the_store_answers()
    {
        BeSilent(whenRead: false);
        using var source = new CancellationTokenSource();
        _ = Send("late");
        _ = Send("never asked for");
        _world.Advance(119);
        _ = Send("cancelled", source.Token);
        source.Cancel();
        _ = Send("patient");
        _world.Advance(2);
        _store.Adding!.SetResult();
        _world.Settle();

        Assert.Equal([Body("patient")], Sent);
        Assert.Equal(2, _store.Asked.Count);
        Assert.Equal(_world.Commands<DirectFrame>().Select(frame => frame.DeduplicationToken), _store.Entries.Select(entry => entry.Token));
    }

    [Fact]
    public void What_ended_while_the_store_was_read_is_never_given_to_it()
    {
        BeSilent(whenRead: true);
        _ = Send("late");
        _world.Advance(121);
        _store.Loading!.SetResult();
        _world.Settle();
        Assert.Empty(_store.Asked);
        Assert.Empty(Sent);
    }

    [Fact]
    public void What_was_closed_meanwhile_is_kept_when_the_store_answers_and_goes_out_in_its_order()
    {
        BeSilent(whenRead: false);
        _ = Send("1");
        _ = Send("2");
        _ = _world.Client.CloseAsync();
        _ = _world.Client.OpenAsync();
        _ = Send("3");
        _store.Adding!.SetResult();
        Assert.Equal([Body("1"), Body("2"), Body("3")], Sent);
        Assert.Equal(3, _store.Entries.Count);
    }

    [Fact]
    public void What_was_closed_meanwhile_and_cannot_be_kept_is_a_fault()
    {
        BeSilent(whenRead: false);
        _ = Send("1");
        _ = _world.Client.CloseAsync();
        _store.Adding!.SetException(new IOException("The disk is full."));
        _world.Settle();
        var fault = Assert.Single(_world.Faults);
        Assert.Equal(FaultKind.Outbox, fault.Kind);
        Assert.EndsWith("conversation room) could not be kept: The store of the outbox could not keep a send: The disk is full.", fault.Message,
            StringComparison.Ordinal);
        Assert.Empty(Sent);
    }

    [Fact]
    public void What_ended_does_not_count_among_those_that_wait()
    {
        var world = World(options => options with { MaxPendingCommands = 1 });
        BeSilent(whenRead: false);
        using var source = new CancellationTokenSource();
        _ = world.Conversation().SendAsync("1", source.Token);
        source.Cancel();
        var second = world.Conversation().SendAsync("2");
        var third = world.Conversation().SendAsync("3");
        world.Settle();
        Assert.False(second.IsCompleted);
        Assert.IsType<OutboxFullException>(Result.ErrorOf(third));
    }

    [Fact]
    public void A_send_that_the_store_took_in_time_waits_for_its_answer_as_long_as_any()
    {
        BeSilent(whenRead: false);
        var sending = Send("hello");
        _world.Advance(119);
        _store.Adding!.SetResult();
        _world.Advance(10);
        Assert.False(sending.IsCompleted);
        _world.Asked<DirectFrame>().SetResult(new AckFrame { MessageUid = "m1", Timestamp = 1 });
        _world.Settle();
        Assert.Equal("m1", Result.Of(sending).MessageId);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void Disposing_waits_no_longer_than_the_command_timeout_for_the_store(bool whenRead)
    {
        BeSilent(whenRead);
        var sending = Send("hello");
        var disposing = _world.Client.DisposeAsync().AsTask();
        _world.Settle();
        Assert.Equal("The client was disposed.", Assert.IsType<ClientClosedException>(Result.ErrorOf(sending)).Message);
        _world.Advance(19.9);
        Assert.False(disposing.IsCompleted);
        _world.Advance(0.2);
        Assert.True(disposing.IsCompletedSuccessfully, $"Disposing is {disposing.Status}.");
    }

    [Fact]
    public void Disposing_ends_as_soon_as_the_store_has_answered()
    {
        _store.Removing = new TaskCompletionSource();
        _ = Send("hello");
        _world.Asked<DirectFrame>().SetResult(new AckFrame { MessageUid = "m1", Timestamp = 1 });
        var disposing = _world.Client.DisposeAsync().AsTask();
        _world.Settle();
        Assert.False(disposing.IsCompleted);
        _store.Removing.SetResult();
        Assert.True(disposing.IsCompletedSuccessfully, $"Disposing is {disposing.Status}.");
        Assert.Empty(_store.Entries);
    }
}
