using System.Buffers;

namespace LeanRx.Protocol.Tests;

/// <summary>Short ways from frames to protobuf and back.</summary>
static class Protobuf
{
    public static byte[] Encode(Frame frame, ProtobufFrameCodec? codec = null)
    {
        var output = new ArrayBufferWriter<byte>();
        (codec ?? ProtobufFrameCodec.Binary).Encode(frame, output);
        return output.WrittenSpan.ToArray();
    }

    public static Frame Decode(params ReadOnlySpan<byte> payload) => ProtobufFrameCodec.Binary.Decode(payload);
}
