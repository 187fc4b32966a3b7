using System.Buffers;
using LeanRx.Protocol;

namespace LeanRx.Testing.Network.Internal;

/// <summary>The codec of a network and the buffer that it writes to. A world has one thread, so one serves all connections.</summary>
internal sealed class Payloads
{
    readonly JsonFrameCodec _codec = new();
    readonly ArrayBufferWriter<byte> _buffer = new();
    readonly ReadOnlyMemory<byte> _heartbeat;

    public Payloads() => _heartbeat = Write(HeartbeatFrame.Instance);

    public ReadOnlyMemory<byte> Encode(Frame frame) => frame is HeartbeatFrame ? _heartbeat : Write(frame);

    /// <summary>The frame, or why it cannot be read.</summary>
    public (Frame? Frame, FrameFormatException? Fault) Decode(ReadOnlyMemory<byte> payload)
    {
        if (payload.Span.SequenceEqual(_heartbeat.Span))
            return (HeartbeatFrame.Instance, null);
        try
        {
            return (_codec.Decode(payload.Span), null);
        }
        catch (FrameFormatException exception)
        {
            return (null, exception);
        }
    }

    ReadOnlyMemory<byte> Write(Frame frame)
    {
        _buffer.ResetWrittenCount();
        _codec.Encode(frame, _buffer);
        return _buffer.WrittenSpan.ToArray();
    }
}
