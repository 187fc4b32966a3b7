#if NET
using System.Security.Cryptography;
using System.Text;

namespace LeanRx.Protocol.Framing.Internal;

// RFC 6455 §4.2.2
/// <summary>What shows that a handshake was answered by somebody who understood it.</summary>
internal static class WebSocketAccept
{
    const string KeySuffix = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

    /// <summary>The <c>Sec-WebSocket-Accept</c> that belongs to a <c>Sec-WebSocket-Key</c>.</summary>
    public static string Of(string key)
    {
#pragma warning disable CA5350 // The wire asks for SHA-1.
        return Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + KeySuffix)));
#pragma warning restore CA5350
    }
}
#endif
