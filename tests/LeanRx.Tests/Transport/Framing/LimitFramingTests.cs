using LeanRx.Protocol.Framing.Internal;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>Large messages, many fragments, and messages larger than is read. The numbers are those of the Autobahn test suite.</summary>
public class LimitFramingTests
{
    // 9.1.1 to 9.1.6, 9.2.1 to 9.2.6
    [Theory]
    [InlineData(65_536)]
    [InlineData(1_048_576)]
    [InlineData(16_777_216)]
    [Trait("Speed", "slow")]
    public async Task A_large_message_comes_whole(int length)
    {
        var payload = new byte[length];
        new Random(3).NextBytes(payload);
        Assert.Equal([FramingRun.Told(payload, isText: false), FramingCase.Lost], await FramingRun.ReadAsync(Binary(payload), pieces: [1460, 65_536]));
    }

    // 9.3.1 to 9.3.9, 9.4.1 to 9.4.9, 10.1.1
    [Theory]
    [InlineData(64)]
    [InlineData(256)]
    [InlineData(1_024)]
    [InlineData(4_096)]
    [InlineData(16_384)]
    [InlineData(65_536)]
    [InlineData(262_144)]
    public async Task A_large_message_in_fragments_comes_whole(int fragment)
    {
        var payload = new byte[300_000];
        new Random(fragment).NextBytes(payload);
        var bytes = new List<byte>();
        for (var at = 0; at < payload.Length; at += fragment)
            bytes.AddRange(Frame(at == 0 ? WebSocketOpcode.Binary : WebSocketOpcode.Continuation, payload[at..Math.Min(payload.Length, at + fragment)],
                isFinal: at + fragment >= payload.Length));
        Assert.Equal([FramingRun.Told(payload, isText: false), FramingCase.Lost], await FramingRun.ReadAsync([.. bytes], pieces: [1460]));
    }

    [Theory]
    [InlineData(1000, false)]
    [InlineData(1001, true)]
    public async Task A_message_of_the_largest_size_is_kept_and_no_larger_one(int length, bool isDiscarded)
    {
        byte[] frames = [.. Text("before"), .. Frame(WebSocketOpcode.Binary, new byte[length]), .. Text("after")];
        foreach (var pieces in new int[][] { [], [1], [300] })
            foreach (var room in new[] { 61, 16 * 1024 })
                Assert.Equal(["text before", isDiscarded ? $"discarded {length} binary" : FramingRun.Told(new byte[length], isText: false), "text after",
                    FramingCase.Lost], await FramingRun.ReadAsync(frames, room, maxPayloadBytes: 1000, pieces: pieces));
    }

    [Fact]
    public async Task A_message_that_becomes_too_large_fragment_by_fragment_is_not_kept()
    {
        byte[] frames =
        [
            .. Text(new string('x', 600), isFinal: false), .. Ping("still there"), .. Continuation(new string('x', 600), isFinal: false), .. Continuation("x"),
            .. Text("after"),
        ];
        foreach (var room in new[] { 61, 16 * 1024 })
            Assert.Equal(["discarded 1201 text", "text after", FramingCase.Lost, "sent pong still there"],
                await FramingRun.ReadAsync(frames, room, maxPayloadBytes: 1000));
    }
}
