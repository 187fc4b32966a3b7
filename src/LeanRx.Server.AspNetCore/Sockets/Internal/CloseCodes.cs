using System.Net.WebSockets;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>WebSocket close codes of the host itself (RFC 6455 §7.4.1).</summary>
static class CloseCodes
{
    public const int Normal = 1000;

    public const int GoingAway = 1001;

    public const string GoingAwayReason = "SERVER_GOING_AWAY";

    /// <summary>What answers a close of the peer: its own code, unless that is one that never travels.</summary>
    public static int Answering(WebSocketCloseStatus? status) => status is null or WebSocketCloseStatus.Empty ? Normal : (int)status;
}
