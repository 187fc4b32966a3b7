using System.Buffers;

namespace LeanRx.Protocol;

/// <summary>The JSON dialects <c>lc.json.1</c>, <c>.2</c> and <c>.3</c>: one UTF-8 object per text message (protocol.md §2.3, §3.3).</summary>
public sealed class JsonFrameCodec : IFrameCodec
{
    /// <summary>The codec with the default depth limit of 64.</summary>
    public static JsonFrameCodec Default { get; } = new();

    /// <summary>Makes a codec that refuses payloads nested deeper than <paramref name="maxDepth"/> levels (1 to 1000).</summary>
    public JsonFrameCodec(int maxDepth = 64) => MaxDepth = maxDepth;

    /// <summary>How deep a payload may nest.</summary>
    public int MaxDepth { get; }

    /// <inheritdoc/>
    public bool IsText => true;

    /// <inheritdoc/>
    public void Encode(Frame frame, IBufferWriter<byte> output) => throw new NotSupportedException();

    /// <inheritdoc/>
    public Frame Decode(ReadOnlySpan<byte> payload) => throw new NotSupportedException();
}
