using System.Buffers;

namespace LeanRx.Protocol;

/// <summary>Turns frames into payloads of one dialect and back.</summary>
/// <remarks>Stateless and safe to share between threads.</remarks>
public interface IFrameCodec
{
    /// <summary>Whether payloads are text (true) or binary WebSocket messages.</summary>
    bool IsText { get; }

    /// <summary>Writes one frame as one payload.</summary>
    void Encode(Frame frame, IBufferWriter<byte> output);

    /// <summary>Reads one payload.</summary>
    /// <exception cref="FrameFormatException">The payload is not a frame: not JSON, not an object, too deep, not UTF-8, or a field of the wrong
    /// type.</exception>
    Frame Decode(ReadOnlySpan<byte> payload);
}
