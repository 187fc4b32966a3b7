using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>One codec per encoding, shared by all sockets.</summary>
sealed class FrameCodecs(int maxDepth)
{
    readonly JsonFrameCodec _json = new(maxDepth);
    readonly ProtobufFrameCodec _protobuf = new(maxDepth: maxDepth);
    readonly ProtobufFrameCodec _base64 = new(isText: true, maxDepth);

    public IFrameCodec this[FrameEncoding encoding] => encoding switch
    {
        FrameEncoding.Protobuf => _protobuf,
        FrameEncoding.ProtobufBase64 => _base64,
        _ => _json,
    };
}
