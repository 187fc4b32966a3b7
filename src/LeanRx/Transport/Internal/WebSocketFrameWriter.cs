#if NET
using System.Buffers;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Transport.Internal;

// RFC 6455 §5.2, §5.3
/// <summary>Writes the frames of a client one behind the other into one buffer. One caller at a time. It holds no buffer while nothing is written.</summary>
internal sealed class WebSocketFrameWriter : IDisposable
{
    const int Least = 1024;

    /// <summary>Random bytes that nothing was masked with yet: to ask for four at a time costs more than the message.</summary>
    readonly byte[] _masks = new byte[128];
    int _masksUsed = 128;
    byte[] _buffer = [];

    /// <summary>Bytes that were written and not taken.</summary>
    public int Length { get; private set; }

    /// <summary>Writes a message, or a control frame, in one frame.</summary>
    public void Write(WebSocketOpcode opcode, ReadOnlySpan<byte> payload)
    {
        Reserve(WebSocketFrameHeader.Longest + payload.Length);
        var frame = _buffer.AsSpan(Length);
        var header = WebSocketFrameHeader.Write(frame, opcode, payload.Length, isMasked: true);
        var mask = NextMask();
        MemoryMarshal.Write(frame[header..], in mask);
        header += sizeof(uint);
        WebSocketMask.Apply(payload, frame[header..], mask);
        Length += header + payload.Length;
    }

    uint NextMask()
    {
        if (_masksUsed == _masks.Length)
        {
            RandomNumberGenerator.Fill(_masks);
            _masksUsed = 0;
        }
        var mask = MemoryMarshal.Read<uint>(_masks.AsSpan(_masksUsed));
        _masksUsed += sizeof(uint);
        return mask;
    }

    void Reserve(int more)
    {
        if (_buffer.Length - Length >= more)
            return;
        var larger = ArrayPool<byte>.Shared.Rent(Math.Max(Least, Math.Max(Length + more, 2 * _buffer.Length)));
        _buffer.AsSpan(0, Length).CopyTo(larger);
        GiveBack(_buffer);
        _buffer = larger;
    }

    /// <summary>Hands over everything that was written. Whoever takes it gives the array back with <see cref="GiveBack"/>.</summary>
    public ArraySegment<byte> Take()
    {
        var written = new ArraySegment<byte>(_buffer, 0, Length);
        (_buffer, Length) = ([], 0);
        return written;
    }

    public static void GiveBack(byte[] taken)
    {
        if (taken.Length > 0)
            ArrayPool<byte>.Shared.Return(taken);
    }

    public void Dispose() => GiveBack(Take().Array!);
}
#endif
