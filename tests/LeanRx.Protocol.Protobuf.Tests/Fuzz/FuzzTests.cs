using System.Buffers;
using System.Globalization;

namespace LeanRx.Protocol.Tests;

/// <summary>
/// Random and damaged payloads of every wire format, through the codec and on through the engine: read or refused, in bounded time and memory, and never a
/// fault.
/// </summary>
/// <remarks>LEANRX_FUZZ_FRAMES tells how many (default 20,000), LEANRX_FUZZ_SEED which (default 1).</remarks>
[Trait("Speed", "slow")]
public class FuzzTests(ITestOutputHelper output)
{
    static int Setting(string name, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.Integer, CultureInfo.InvariantCulture, out var value) ? value : fallback;

    [Fact]
    public async Task Damaged_payloads_are_read_or_refused_and_cost_no_more_than_they_may()
    {
        var run = new FuzzRun([JsonFrameCodec.Default, ProtobufFrameCodec.Binary, ProtobufFrameCodec.Base64], Setting("LEANRX_FUZZ_SEED", 1));
        output.WriteLine(await run.PlayAsync(Setting("LEANRX_FUZZ_FRAMES", 20_000)));
    }

    [Fact]
    public async Task A_codec_that_trusts_a_length_is_found_out()
    {
        var run = new FuzzRun([JsonFrameCodec.Default, new TrustingCodec()], seed: 1);
        await Assert.ThrowsAsync<FuzzFailedException>(() => run.PlayAsync(2_000));
    }

    /// <summary>Reserves what a sender claims.</summary>
    sealed class TrustingCodec : IFrameCodec
    {
        public bool IsText => false;

        public void Encode(Frame frame, IBufferWriter<byte> output) => ProtobufFrameCodec.Binary.Encode(frame, output);

        public Frame Decode(ReadOnlySpan<byte> payload) =>
            payload.IndexOf<byte>([0x22, 0xFF, 0xFF]) >= 0 ? new DirectFrame { BinaryBody = new byte[1024 * 1024] } : ProtobufFrameCodec.Binary.Decode(payload);
    }
}
