#if NET
namespace LeanRx.Protocol.Framing.Internal;

// RFC 6455 §7.4.1
/// <summary>A rule of RFC 6455 that the peer broke, and the code that the connection is closed with.</summary>
internal sealed record WebSocketFailure(int Code, string Message)
{
    public const int ProtocolError = 1002;

    /// <summary>Stands for a close frame without a code, and is never sent.</summary>
    public const int NoCode = 1005;

    public const int InvalidPayload = 1007;

    public static WebSocketFailure NotUtf8 { get; } = new(InvalidPayload, "A text message was not UTF-8.");
}
#endif
