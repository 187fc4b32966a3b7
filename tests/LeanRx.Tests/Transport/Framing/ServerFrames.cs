using System.Buffers.Binary;
using System.Text;
using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Tests.Transport.Framing;

/// <summary>Frames as a server writes them, good ones and others.</summary>
static class ServerFrames
{
    public static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);

    public static byte[] Text(string payload, bool isFinal = true) => Frame(WebSocketOpcode.Text, Bytes(payload), isFinal);

    public static byte[] Binary(byte[] payload, bool isFinal = true) => Frame(WebSocketOpcode.Binary, payload, isFinal);

    public static byte[] Continuation(string payload, bool isFinal = true) => Frame(WebSocketOpcode.Continuation, Bytes(payload), isFinal);

    public static byte[] Ping(string payload = "") => Frame(WebSocketOpcode.Ping, Bytes(payload));

    public static byte[] Pong(string payload = "") => Frame(WebSocketOpcode.Pong, Bytes(payload));

    public static byte[] Close(int code, string reason = "") => Frame(WebSocketOpcode.Close, [(byte)(code >> 8), (byte)code, .. Bytes(reason)]);

    /// <summary>A frame.</summary>
    /// <param name="opcode">Any, known or not.</param>
    /// <param name="payload">Its payload.</param>
    /// <param name="isFinal">The final bit.</param>
    /// <param name="reserved">The three reserved bits.</param>
    /// <param name="isMasked">Whether it has a mask, which is that of zeros.</param>
    /// <param name="lengthBytes">How many bytes its length is written in besides the first: 0, 2 or 8; as few as it takes where it is not given.</param>
    public static byte[] Frame(WebSocketOpcode opcode, byte[] payload, bool isFinal = true, int reserved = 0, bool isMasked = false, int? lengthBytes = null)
    {
        var extended = new byte[sizeof(long)];
        BinaryPrimitives.WriteInt64BigEndian(extended, payload.Length);
        var form = lengthBytes ?? payload.Length switch { < 126 => 0, <= ushort.MaxValue => 2, _ => 8 };
        var second = (form switch { 0 => payload.Length, 2 => 126, _ => 127 }) | (isMasked ? 0x80 : 0);
        return
        [
            (byte)((isFinal ? 0x80 : 0) | reserved << 4 | (int)opcode), (byte)second, .. extended[(8 - form)..], .. isMasked ? new byte[4] : [], .. payload,
        ];
    }
}
