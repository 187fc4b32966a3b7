using System.Buffers;

namespace LeanRx.Protocol.Tests;

/// <summary>Short ways from frames to protobuf and back.</summary>
static class Protobuf
{
    public static byte[] Encode(Frame frame, ProtobufFrameCodec? codec = null) => Encode(codec ?? ProtobufFrameCodec.Binary, frame);

    public static byte[] Encode(IFrameCodec codec, Frame frame)
    {
        var output = new ArrayBufferWriter<byte>();
        codec.Encode(frame, output);
        return output.WrittenSpan.ToArray();
    }

    public static Frame Decode(params ReadOnlySpan<byte> payload) => ProtobufFrameCodec.Binary.Decode(payload);
}
