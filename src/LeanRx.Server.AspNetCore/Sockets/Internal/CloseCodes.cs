using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>WebSocket close codes of the host itself (RFC 6455 §7.4.1).</summary>
static class CloseCodes
{
    public const int Normal = 1000;

    public const int GoingAway = 1001;

    public const string GoingAwayReason = "SERVER_GOING_AWAY";

    /// <summary>What answers a close of the peer: its own code, unless that is one that never travels.</summary>
    public static int Answering(int? code) => code is null or WebSocketFailure.NoCode ? Normal : (int)code;
}
