using System.Text;
using System.Text.Json;

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

    /// <summary>Queues the payload with its addressee: JSON's opening brace is replaced, and protobuf fields may stand in any order.</summary>
    public void Append(OutgoingQueue queue, ReadOnlySpan<byte> payload)
    {
        if (!_isJson)
            queue.AppendBinary(_head, payload);
        else
            queue.AppendText(payload.Length > 2 ? _head : _head.AsSpan(0, _head.Length - 1), payload[1..]);
    }

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
