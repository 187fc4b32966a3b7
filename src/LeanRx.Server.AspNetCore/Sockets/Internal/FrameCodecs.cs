using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>One codec per encoding, shared by all sockets, which write the same delivery once.</summary>
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

    /// <summary>What reads one socket: its client sends to few conversations, whose ids are kept.</summary>
    public IFrameCodec DecoderOf(FrameEncoding encoding) => encoding == FrameEncoding.Json ? new JsonFrameCodec(maxDepth, internIds: true) : this[encoding];
}
