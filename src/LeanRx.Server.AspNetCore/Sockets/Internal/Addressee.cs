using System.Text;
using System.Text.Json;
using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>The beginning of a frame to one client, spliced before a payload that is the same for all.</summary>
sealed class Addressee
{
    const byte ProtobufPeerId = 4 << 3 | 2;

    readonly byte[] _head;
    readonly bool _isJson;

    public Addressee(string peerId, FrameEncoding encoding)
    {
        PeerId = peerId;
        _isJson = encoding == FrameEncoding.Json;
        _head = _isJson ? [.. "{\"peerId\":\""u8, .. JsonEncodedText.Encode(peerId).EncodedUtf8Bytes, .. "\","u8]
            : ProtobufField(Encoding.UTF8.GetBytes(peerId));
    }

    public string PeerId { get; }

    /// <summary>How many bytes the message takes that has this payload.</summary>
    public int Measure(ReadOnlySpan<byte> payload)
    {
        var length = HeadOf(payload).Length + TailOf(payload).Length;
        return WebSocketFrameHeader.LengthFor(length) + length;
    }

    /// <summary>Writes the message: JSON's opening brace is replaced, and protobuf fields may stand in any order.</summary>
    /// <param name="output">Where to, as long as was measured.</param>
    /// <param name="payload">What is the same for all.</param>
    public void Write(Span<byte> output, ReadOnlySpan<byte> payload)
    {
        var head = HeadOf(payload);
        var tail = TailOf(payload);
        var opcode = _isJson ? WebSocketOpcode.Text : WebSocketOpcode.Binary;
        output = output[WebSocketFrameHeader.Write(output, opcode, head.Length + tail.Length, isMasked: false)..];
        head.CopyTo(output);
        tail.CopyTo(output[head.Length..]);
    }

    ReadOnlySpan<byte> HeadOf(ReadOnlySpan<byte> payload) => _isJson && payload.Length <= 2 ? _head.AsSpan(0, _head.Length - 1) : _head;

    ReadOnlySpan<byte> TailOf(ReadOnlySpan<byte> payload) => _isJson ? payload[1..] : payload;

    static byte[] ProtobufField(byte[] value)
    {
        var length = new List<byte>();
        var rest = value.Length;
        for (; rest >= 0x80; rest >>= 7)
            length.Add((byte)(rest | 0x80));
        length.Add((byte)rest);
        return [ProtobufPeerId, .. length, .. value];
    }
}
