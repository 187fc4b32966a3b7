using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>What a server sends, said by a client: every frame has a mask, and one that had a mask has none.</summary>
static class ClientFrames
{
    public static byte[] Of(byte[] frames)
    {
        var random = new Random(frames.Length);
        var masked = new List<byte>();
        for (var at = 0; at < frames.Length;)
        {
            var rest = frames.AsSpan(at);
            var isMasked = rest.Length > 1 && WebSocketFrameHeader.IsMasked(rest[1]);
            if (rest.Length < 2 || rest.Length < WebSocketFrameHeader.LengthOf(rest[1], isMasked))
                return [.. masked, .. Cut(rest)];
            var length = WebSocketFrameHeader.LengthOf(rest[1], isMasked);
            var (first, second) = (rest[0], (byte)(rest[1] ^ 0x80));
            var header = rest[2..(isMasked ? length - sizeof(uint) : length)];
            var payload = rest.Slice(length, (int)Math.Min((ulong)(rest.Length - length), (ulong)WebSocketFrameHeader.PayloadOf(rest).Length));
            masked.AddRange([first, second, .. header]);
            var mask = isMasked ? [] : new byte[sizeof(uint)];
            random.NextBytes(mask);
            masked.AddRange(mask);
            for (var index = 0; index < payload.Length; index++)
                masked.Add(isMasked ? payload[index] : (byte)(payload[index] ^ mask[index & 3]));
            at += length + payload.Length;
        }
        return [.. masked];
    }

    /// <summary>A header that is not all there.</summary>
    static byte[] Cut(ReadOnlySpan<byte> header)
    {
        var cut = header.ToArray();
        if (cut.Length > 1)
            cut[1] ^= 0x80;
        return cut;
    }
}
