using System.Buffers;
using LeanRx.Protocol;

namespace LeanRx.Server.Hosting;

/// <summary>A frame that goes to many connections. <see cref="Frame.PeerId"/> is null in it: each receiver gets its own.</summary>
/// <param name="frame">What to send, without an addressee.</param>
public sealed class FanOutFrame(Frame frame)
{
    volatile EncodedFrame? _encoded;

    /// <summary>The frame, without an addressee.</summary>
    public Frame Frame { get; } = frame;

    // protocol.md §7.4
    /// <summary>
    /// How full a connection's queue may be for this to join it, as a share of <see cref="ServerLimits.MaxPendingBytes"/>, 0 to 1: where it is fuller, the host
    /// drops this for that connection. Null: never dropped.
    /// </summary>
    public double? DropsAbove { get; init; }

    /// <summary>The payload without an addressee. It is encoded at the first call and kept, so that a thousand receivers cost one encoding.</summary>
    /// <param name="codec">The codec of the connections; a second codec is encoded anew at each call.</param>
    public ReadOnlyMemory<byte> Encode(IFrameCodec codec)
    {
        if (_encoded is { } known && ReferenceEquals(known.Codec, codec))
            return known.Payload;

        var output = new ArrayBufferWriter<byte>();
        codec.Encode(Frame, output);
        _encoded ??= new EncodedFrame(codec, output.WrittenMemory);
        return output.WrittenMemory;
    }

    sealed record EncodedFrame(IFrameCodec Codec, ReadOnlyMemory<byte> Payload);
}
