using System.Buffers.Binary;
using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>A frame that a client sent.</summary>
sealed record MaskedFrame(WebSocketOpcode Opcode, uint Mask, byte[] Payload)
{
    public string InWords() => Opcode switch
    {
        WebSocketOpcode.Close => $"close {BinaryPrimitives.ReadUInt16BigEndian(Payload)}",
        WebSocketOpcode.Pong => $"pong {FramingRun.Words(Payload, isText: true)}".TrimEnd(),
        _ => FramingRun.Told(Payload, Opcode == WebSocketOpcode.Text),
    };
}

/// <summary>Reads what a client writes, as strictly as a server has to.</summary>
static class MaskedFrames
{
    public static IReadOnlyList<MaskedFrame> Of(byte[] bytes)
    {
        var frames = new List<MaskedFrame>();
        for (var at = 0; at < bytes.Length;)
        {
            Assert.True((bytes[at] & 0xF0) == 0x80, "Every frame is final and has no reserved bits.");
            var opcode = (WebSocketOpcode)(bytes[at] & 0x0F);
            Assert.True((bytes[at + 1] & 0x80) != 0, "Every frame of a client is masked.");
            var length = bytes[at + 1] & 0x7F;
            at += 2;
            if (length == 126)
            {
                length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at));
                Assert.InRange(length, 126, ushort.MaxValue);
                at += 2;
            }
            else if (length == 127)
            {
                length = (int)BinaryPrimitives.ReadInt64BigEndian(bytes.AsSpan(at));
                Assert.InRange(length, ushort.MaxValue + 1, int.MaxValue);
                at += 8;
            }
            var mask = bytes.AsSpan(at, 4).ToArray();
            at += 4;
            frames.Add(new MaskedFrame(opcode, BinaryPrimitives.ReadUInt32BigEndian(mask),
                [.. bytes.AsSpan(at, length).ToArray().Select((value, index) => (byte)(value ^ mask[index % 4]))]));
            at += length;
        }
        return frames;
    }
}
