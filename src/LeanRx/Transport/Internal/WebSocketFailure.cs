#if NET
using System.Net.WebSockets;

namespace LeanRx.Transport.Internal;

/// <summary>A rule of RFC 6455 that the server broke, and the code that the connection is closed with.</summary>
internal sealed record WebSocketFailure(WebSocketCloseStatus Status, string Message)
{
    public static WebSocketFailure OfProtocol(string message) => new(WebSocketCloseStatus.ProtocolError, message);

    public static WebSocketFailure NotUtf8 { get; } = new(WebSocketCloseStatus.InvalidPayloadData, "A text message was not UTF-8.");
}
#endif
