namespace LeanRx.Server.AspNetCore.Logging.Internal;

/// <summary>Why the server cuts a connection without a close handshake.</summary>
enum SocketLoss
{
    /// <summary>The peer took nothing for too long, or was pushed more than it took.</summary>
    SlowReader,

    /// <summary>Too many bytes waited over all connections, and for this one the most.</summary>
    Overload,

    /// <summary>The peer did not answer a close in time.</summary>
    CloseTimeout,

    /// <summary>The application stopped waiting for the socket.</summary>
    ServerStopped,

    /// <summary>The server was asked to drop it.</summary>
    Dropped,
}
