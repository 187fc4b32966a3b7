using System.Buffers;

namespace LeanRx.Protocol.Tests;

public class AllocationTests
{
    // 202 bytes.
    static ReadOnlySpan<byte> Message =>
        """{"cmd":"direct","peerId":"jerry","id":"qNkRkFWOeSqP65S9fDyHJw","cid":"65a1b2c3d4e5f60718293a4b","fromPeerId":"tom","timestamp":1700000000123,"msg":"{\"_lctype\":-1,\"_lctext\":\"hello, how are you?\"}"}"""u8;

    static long AllocatedBy(Action action)
    {
        for (var warmUp = 0; warmUp < 100; warmUp++)
            action();
        var before = GC.GetAllocatedBytesForCurrentThread();
        action();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    static void AssertAtMost(long budget, long allocated) => Assert.True(allocated <= budget, $"{allocated} bytes were allocated, the budget is {budget}");

    [Fact]
    public void A_received_message_costs_its_frame_and_its_strings()
    {
        var codec = new JsonFrameCodec();
        AssertAtMost(488, AllocatedBy(() => codec.Decode(Message)));
    }

    [Fact]
    public void Ids_that_were_seen_before_cost_nothing()
    {
        var codec = new JsonFrameCodec(internIds: true);
        AssertAtMost(352, AllocatedBy(() => codec.Decode(Message)));
    }

    [Fact]
    public void An_ack_costs_its_frame_and_its_uid()
    {
        var codec = new JsonFrameCodec(internIds: true);
        AssertAtMost(264, AllocatedBy(() =>
            codec.Decode("""{"cmd":"ack","i":2023,"peerId":"tom","cid":"65a1b2c3d4e5f60718293a4b","uid":"qNkRkFWOeSqP65S9fDyHJw","t":1700000000123}"""u8)));
    }

    [Fact]
    public void Writing_costs_nothing_beyond_the_output()
    {
        var frame = JsonFrameCodec.Default.Decode(Message);
        var output = new ArrayBufferWriter<byte>(4_096);
        Assert.Equal(0, AllocatedBy(() =>
        {
            output.ResetWrittenCount();
            JsonFrameCodec.Default.Encode(frame, output);
        }));
    }

    [Fact]
    public void A_heartbeat_costs_nothing() => Assert.Equal(0, AllocatedBy(() => JsonFrameCodec.Default.Decode("{}"u8)));
}
