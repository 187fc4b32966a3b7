#if NET
namespace LeanRx.Protocol.Framing.Internal;

// RFC 6455 §5.2
/// <summary>What a WebSocket frame is.</summary>
internal enum WebSocketOpcode
{
    Continuation = 0,
    Text = 1,
    Binary = 2,
    Close = 8,
    Ping = 9,
    Pong = 10,
}
#endif
