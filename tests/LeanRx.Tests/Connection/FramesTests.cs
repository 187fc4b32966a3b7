namespace LeanRx.Tests.Connection;

public class FramesTests
{
    [Fact]
    public void Frames_of_both_directions_pass_in_order_with_their_time()
    {
        var world = new SessionWorld();
        var heard = new List<FrameRecord>();
        world.Session.Frames.Subscribe(heard.Add);
        _ = world.Session.OpenAsync();
        world.AdvanceTo(20);
        world.Settle();
        world.Transport.Last.Receive(new DirectFrame { ConversationId = "room", MessageId = "m" });
        world.Settle();

        Assert.Equal(["Sent session/open", "Received session/opened", "Sent {}", "Received {}", "Received direct"],
            heard.Select(record => $"{record.Direction} {NameOf(record.Frame)}"));
        Assert.Equal([0, 0, 20, 20, 20], heard.Select(record => (int)(record.Timestamp - DateTimeOffset.MinValue).TotalSeconds));
        Assert.Equal(1, heard[0].Frame.SerialId);
    }

    [Fact]
    public void Nobody_who_looks_costs_no_memory()
    {
        var world = SessionWorld.Opened();
        var frame = new AckFrame { ConversationId = "room", PeerId = "tom" };

        var unwatched = BytesPerPost(world, frame);
        world.Session.Frames.Subscribe(_ => { });
        var watched = BytesPerPost(world, frame);

        Assert.True(watched - unwatched >= 40, $"{unwatched} bytes unwatched, {watched} bytes watched");
    }

    static long BytesPerPost(SessionWorld world, Frame frame)
    {
        const int Posts = 1000;
        world.Session.Post(frame);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var post = 0; post < Posts; post++)
            world.Session.Post(frame);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / Posts;
    }

    static string NameOf(Frame frame) => frame is HeartbeatFrame ? "{}" : LeanRx.Common.Internal.Text.NameOf(frame);
}
