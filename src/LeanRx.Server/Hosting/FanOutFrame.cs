using LeanRx.Protocol;
using LeanRx.Server.Hosting.Internal;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.Hosting;

/// <summary>A frame that is sent to many connections and encoded once.</summary>
/// <remarks>It has no addressee; each receiver gets its own.</remarks>
public sealed class FanOutFrame
{
    volatile Frame? _frame;
    volatile EncodedFrame? _json;
    volatile EncodedFrame? _encoded;
    volatile FrameChain? _chain;

    /// <summary>Makes it of a frame.</summary>
    /// <param name="frame">The frame, without an addressee (<see cref="Frame.PeerId"/>).</param>
    public FanOutFrame(Frame frame) => _frame = frame;

    /// <param name="json">What another node's <see cref="Json"/> was: it is read when somebody wants to know what it says.</param>
    internal FanOutFrame(byte[] json) => _json = new EncodedFrame(JsonFrameCodec.Default, json);

    /// <summary>The frame, without an addressee.</summary>
    public Frame Frame => _frame ??= JsonFrameCodec.Default.Decode(_json!.Payload.Span);

    // protocol.md §7.4
    /// <summary>
    /// How full the queue of a connection may be for this frame to join it, as a share of <see cref="ServerLimits.MaxPendingBytes"/> from 0 to 1.
    /// </summary>
    /// <remarks>Where the queue is fuller, the host drops the frame for that connection.</remarks>
    /// <value>Null: it is never dropped.</value>
    public double? DropsAbove { get; init; }

    /// <summary>The frame as every codec of JSON writes it.</summary>
    internal ReadOnlyMemory<byte> Json => Encode(JsonFrameCodec.Default);

    /// <summary>Returns the encoded frame without an addressee.</summary>
    /// <remarks>It is encoded by the first call and kept, so that a thousand receivers cost one encoding.</remarks>
    /// <param name="codec">The codec of the connections. All codecs of JSON are one; for a second other codec, each call encodes again.</param>
    public ReadOnlyMemory<byte> Encode(IFrameCodec codec)
    {
        if ((codec is JsonFrameCodec ? _json : _encoded) is { } known && (codec is JsonFrameCodec || ReferenceEquals(known.Codec, codec)))
            return known.Payload;

        var output = ThreadBuffer.Take();
        codec.Encode(Frame, output);
        var encoded = new EncodedFrame(codec, output.WrittenSpan.ToArray());
        ThreadBuffer.Return(output);
        if (codec is JsonFrameCodec)
            _json ??= encoded;
        else
            _encoded ??= encoded;
        return encoded.Payload;
    }

    /// <summary>The frame behind others: one object for all connections for which the same others wait, as long as they come one after the other.</summary>
    internal FrameChain Behind(FrameChain? before, IFrameCodec codec)
    {
        if (_chain is { } known && known.Before == before && known.Codec == codec)
            return known;
        var chain = new FrameChain(before, codec, Encode(codec));
        _chain = chain;
        return chain;
    }

    sealed record EncodedFrame(IFrameCodec Codec, ReadOnlyMemory<byte> Payload);
}
