namespace LeanRx.Tests.Connection;

public class CommandTests
{
    [Fact]
    public void A_command_completes_with_the_answer_of_its_serial_id()
    {
        var world = SessionWorld.Opened();

        var first = world.Execute("first");
        var second = world.Execute("second");
        world.Transport.Last.Sent[2].Reply(new AckFrame { MessageUid = "two" });
        Assert.False(first.IsCompleted);
        world.Transport.Last.Sent[1].Reply(new AckFrame { MessageUid = "one" });

        Assert.Equal("one", Assert.IsType<AckFrame>(world.ResultOf(first)).MessageUid);
        Assert.Equal("two", Assert.IsType<AckFrame>(world.ResultOf(second)).MessageUid);
        Assert.Equal([1, 2, 3], world.Transport.Last.Sent.Select(sent => sent.Frame.SerialId));
        Assert.All(world.Transport.Last.Sent, sent => Assert.Equal("tom", sent.Frame.PeerId));
        Assert.Empty(world.Handler.Pushes);
    }

    [Fact]
    [Trait("Row", "D8")]
    public void A_command_that_is_not_answered_ends_exactly_after_the_command_timeout()
    {
        var world = SessionWorld.Opened();
        world.AdvanceTo(5);
        var first = world.Execute();
        world.AdvanceTo(7);
        var second = world.Execute();

        world.AdvanceTo(24.9999999);
        Assert.False(first.IsCompleted);
        world.AdvanceTo(25);
        Assert.Equal("The server did not answer direct within 20 s; whether it took effect is not known.",
            Assert.IsType<CommandTimeoutException>(world.ErrorOf(first)).Message);
        world.AdvanceTo(26.9999999);
        Assert.False(second.IsCompleted);
        world.AdvanceTo(27);
        Assert.IsType<CommandTimeoutException>(world.ErrorOf(second));
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
    }

    [Fact]
    public void An_answer_that_comes_too_late_is_not_heard()
    {
        var world = SessionWorld.Opened();
        _ = world.Execute();
        world.Advance(20);

        world.Transport.Last.Received("direct").Reply(new AckFrame());
        world.Transport.Last.Received("direct").Reply(new ErrorFrame { Code = 4200 });
        world.Settle();

        Assert.Empty(world.Faults);
        Assert.Empty(world.Handler.Pushes);
    }

    [Fact]
    public void A_cancelled_command_ends_at_once_and_frees_its_place()
    {
        var world = SessionWorld.Opened(options => options with { MaxPendingCommands = 1 });
        using var source = new CancellationTokenSource();

        var command = world.Execute(cancellationToken: source.Token);
        source.Cancel();

        world.AssertCancelled(command);
        Assert.False(world.Execute().IsCompleted);
    }

    [Fact]
    public void A_command_cancelled_while_it_waits_for_the_connection_is_never_sent()
    {
        var world = new SessionWorld();
        using var source = new CancellationTokenSource();

        var command = world.Execute("cancelled", cancellationToken: source.Token);
        _ = world.Execute("sent");
        source.Cancel();
        _ = world.Session.OpenAsync();

        world.AssertCancelled(command);
        Assert.Equal(["sent"], world.Transport.Last.Sent.Skip(1).Select(sent => ((DirectFrame)sent.Frame).ConversationId));
    }

    [Fact]
    public void A_token_cancelled_before_sends_nothing()
    {
        var world = SessionWorld.Opened();

        Assert.True(world.Execute(cancellationToken: new CancellationToken(canceled: true)).IsCanceled);
        Assert.Equal(["session/open"], world.Transport.Last.SentNames);
    }

    [Fact]
    public void One_command_too_many_is_refused_at_once_whether_the_others_wait_or_are_under_way()
    {
        var world = new SessionWorld(options => options with { MaxPendingCommands = 2 });

        var kept = world.Execute();
        _ = world.Execute();
        Assert.Equal("direct was not taken: 2 commands wait already (MaxPendingCommands).",
            Assert.IsType<OutboxFullException>(world.ErrorOf(world.Execute())).Message);
        _ = world.Session.OpenAsync();
        Assert.IsType<OutboxFullException>(world.ErrorOf(world.Execute()));
        world.Transport.Last.Sent[1].Reply(new AckFrame());

        world.AssertSucceeded(kept);
        Assert.False(world.Execute().IsCompleted);
    }

    [Fact]
    public void Serial_ids_begin_again_at_one_and_pass_over_those_that_wait()
    {
        var world = new SessionWorld(lastSerialId: int.MaxValue - 2);
        _ = world.Session.OpenAsync();

        var last = world.Execute();
        _ = world.Execute();
        Assert.Equal([int.MaxValue - 1, int.MaxValue, 1], world.Transport.Last.Sent.Select(sent => sent.Frame.SerialId));
        Assert.False(last.IsCompleted);
    }

    [Fact]
    public void A_frame_that_has_no_answer_leaves_while_open_and_is_dropped_otherwise()
    {
        var world = new SessionWorld();
        var ack = new AckFrame { ConversationId = "room", MessageId = "m" };

        world.Session.Post(ack);
        _ = world.Session.OpenAsync();
        Assert.Equal(["session/open"], world.Transport.Last.SentNames);
        world.Session.Post(ack);

        Assert.Equal(ack with { PeerId = "tom" }, world.Transport.Last.Received("ack").Frame);
    }

    [Fact]
    public void Pushes_reach_the_handler_in_order_and_a_serial_id_of_zero_is_a_push()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Receive(new DirectFrame { MessageId = "1" });
        world.Transport.Last.Receive(new DirectFrame { MessageId = "2", SerialId = 0 });
        world.Transport.Last.Receive(HeartbeatFrame.Instance);

        Assert.Equal(["1", "2"], world.Handler.Pushes.Select(push => ((DirectFrame)push).MessageId));
    }

    [Fact]
    public void A_handler_that_throws_is_a_fault_and_costs_that_frame()
    {
        var world = SessionWorld.Opened();
        world.Session.Attach(new ThrowingHandler());

        world.Transport.Last.Receive(new DirectFrame { MessageId = "1" });
        var command = world.Execute();
        world.Transport.Last.Received("direct").Reply(new AckFrame());
        world.Settle();

        world.AssertSucceeded(command);
        Assert.Equal(FaultKind.Internal, Assert.Single(world.Faults).Kind);
    }

    sealed class ThrowingHandler : LeanRx.Connections.Internal.ISessionHandler
    {
        public void OnOpened(bool isReconnect, long? serverTime = null) => throw new InvalidOperationException();

        public void OnPush(Frame frame) => throw new InvalidOperationException();

        public void OnText(TextMessage message) => throw new InvalidOperationException();

        public void OnAnswer(LeanRx.Connections.Internal.PendingCommand command) => throw new InvalidOperationException();

        public void OnUnclaimed(Frame answer) => throw new InvalidOperationException();

        public void OnLost() => throw new InvalidOperationException();

        public void OnClosed() => throw new InvalidOperationException();
    }
}
