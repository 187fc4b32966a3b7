namespace LeanRx.Server.AspNetCore.Sockets.Internal;

// protocol.md §2.1
/// <summary>How the frames of a socket are written.</summary>
enum FrameEncoding
{
    Json,
    Protobuf,
    ProtobufBase64,
}
