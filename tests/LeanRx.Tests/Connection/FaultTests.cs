namespace LeanRx.Tests.Connection;

public class FaultTests
{
    [Theory]
    [InlineData("")]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("\"text\"")]
    [InlineData("{\"cmd\":\"direct\"")]
    [InlineData("{\"cmd\":\"direct\",\"timestamp\":\"soon\"}")]
    public void A_text_that_is_no_frame_is_one_fault_and_the_connection_lives_on(string text)
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.ReceiveText(text);

        AssertOneFault(world);
    }

    [Fact]
    public void Bytes_that_are_not_UTF_8_are_one_fault()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.ReceiveBytes([(byte)'{', (byte)'"', 0xff, 0xfe, (byte)'"', (byte)':', (byte)'1', (byte)'}'], isText: true);

        AssertOneFault(world);
    }

    [Fact]
    public void A_frame_too_deep_is_one_fault()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.ReceiveText("{\"x\":" + new string('[', 10_000) + new string(']', 10_000) + "}");

        AssertOneFault(world);
    }

    [Fact]
    public void A_binary_message_where_text_is_due_is_one_fault()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.ReceiveBytes("{}"u8.ToArray(), isText: false);

        AssertOneFault(world, "A binary message of 2 bytes came, which this dialect does not use; it was dropped.");
    }

    [Fact]
    public void A_frame_too_large_is_one_fault()
    {
        var world = SessionWorld.Opened(options => options with { MaxFrameBytes = 1000 });

        world.Transport.Last.ReceiveText("{\"x\":\"" + new string('x', 1000) + "\"}");

        AssertOneFault(world, "A message of 1008 bytes came, and 1000 is the most that is read (MaxFrameBytes); it was dropped.");
    }

    [Fact]
    public void A_frame_that_the_transport_threw_away_is_one_fault()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.ReceiveEvent(TransportEvent.Discarded(20_000_000, isText: true));

        AssertOneFault(world, "A message of 20000000 bytes came, and 16777216 is the most that is read (MaxFrameBytes); it was dropped.");
    }

    [Fact]
    public void Garbage_costs_itself_and_not_the_frames_around_it()
    {
        var world = SessionWorld.Opened();

        world.Transport.Last.Receive(new DirectFrame { MessageId = "1" });
        world.Transport.Last.ReceiveText("?");
        world.Transport.Last.Receive(new DirectFrame { MessageId = "2" });

        Assert.Equal(["1", "2"], world.Handler.Pushes.Select(push => ((DirectFrame)push).MessageId));
        AssertOneFault(world);
    }

    static void AssertOneFault(SessionWorld world, string? message = null)
    {
        world.Settle();
        var fault = Assert.Single(world.Faults);
        Assert.Equal(FaultKind.Protocol, fault.Kind);
        if (message is not null)
            Assert.Equal(message, fault.Message);
        Assert.IsType<ConnectionState.Connected>(world.Session.State);
        Assert.Single(world.Transport.Connections);
        var command = world.Execute();
        world.Transport.Last.Received("direct").Reply(new AckFrame());
        world.AssertSucceeded(command);
    }
}
