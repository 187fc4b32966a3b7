namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Why the server cuts a connection without a close handshake.</summary>
enum SocketLoss
{
    /// <summary>More bytes would have waited than the limits allow.</summary>
    SlowReader,

    /// <summary>The peer did not answer a close in time.</summary>
    CloseTimeout,

    /// <summary>The application stopped waiting for the socket.</summary>
    ServerStopped,

    /// <summary>The server was asked to drop it.</summary>
    Dropped,
}
