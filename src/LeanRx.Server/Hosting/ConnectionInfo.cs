namespace LeanRx.Server;

/// <summary>What a host knows of a connection when it is made.</summary>
public sealed record ConnectionInfo
{
    /// <summary>The dialect, which decides how missed messages are told (protocol.md §2.2). Default: <see cref="Dialect.OfflineMessages"/>, as for a socket without subprotocol.</summary>
    public Dialect Dialect { get; init; } = Dialect.OfflineMessages;

    /// <summary>The <c>Origin</c> header of the handshake, when there was one.</summary>
    public string? Origin { get; init; }

    /// <summary>Address of the peer, for logs and hooks.</summary>
    public string? RemoteAddress { get; init; }
}
