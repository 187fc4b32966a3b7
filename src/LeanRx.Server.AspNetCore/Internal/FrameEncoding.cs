namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>How the frames of a socket are written (protocol.md §2.1).</summary>
enum FrameEncoding
{
    Json,
    Protobuf,
    ProtobufBase64,
}
