namespace LeanRx.Server.Hosting;

/// <summary>What a host knows of a connection when it is made.</summary>
public sealed record ClientConnectionInfo
{
    // protocol.md §2.2
    /// <summary>
    /// The dialect, which decides how missed messages are told. Default: <see cref="Dialect.OfflineMessages"/>, as for a socket without subprotocol.
    /// </summary>
    public Dialect Dialect { get; init; } = Dialect.OfflineMessages;

    /// <summary>The <c>Origin</c> header of the handshake, when there was one.</summary>
    public string? Origin { get; init; }

    /// <summary>Address of the peer, for logs and hooks.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>How long one of the two directions may be idle before the peer is pinged (<see cref="IFrameSink.Ping"/>).</summary>
    /// <value><see cref="Timeout.InfiniteTimeSpan"/>: it is never pinged.</value>
    public TimeSpan PingInterval { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>
    /// How long a peer that is pinged may give no sign of life before its connection is closed with 4107. Where it is not pinged, or this is longer,
    /// <see cref="ServerLimits.ReadTimeout"/> counts.
    /// </summary>
    /// <value><see cref="Timeout.InfiniteTimeSpan"/>: <see cref="ServerLimits.ReadTimeout"/> alone counts.</value>
    public TimeSpan PingTimeout { get; init; } = Timeout.InfiniteTimeSpan;
}
