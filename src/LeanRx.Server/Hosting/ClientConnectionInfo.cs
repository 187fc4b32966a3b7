namespace LeanRx.Server.Hosting;

/// <summary>What a host knows about a new connection.</summary>
public sealed record ClientConnectionInfo
{
    // protocol.md §2.2
    /// <summary>The dialect, which decides how the client learns about missed messages.</summary>
    /// <value><see cref="Dialect.OfflineMessages"/>, as for a socket without subprotocol.</value>
    public Dialect Dialect { get; init; } = Dialect.OfflineMessages;

    /// <summary>The <c>Origin</c> header of the handshake, if there was one.</summary>
    public string? Origin { get; init; }

    /// <summary>The address of the peer, for logs.</summary>
    public string? RemoteAddress { get; init; }

    /// <summary>How long one of the two directions may be idle before the peer is pinged (<see cref="IFrameSink.Ping"/>).</summary>
    /// <value><see cref="Timeout.InfiniteTimeSpan"/>: it is never pinged.</value>
    public TimeSpan PingInterval { get; init; } = Timeout.InfiniteTimeSpan;

    /// <summary>How long a pinged peer may send nothing before its connection is closed with 4107.</summary>
    /// <remarks>If the peer is not pinged, or this is longer, <see cref="ServerLimits.ReadTimeout"/> applies.</remarks>
    /// <value><see cref="Timeout.InfiniteTimeSpan"/>: only <see cref="ServerLimits.ReadTimeout"/> applies.</value>
    public TimeSpan PingTimeout { get; init; } = Timeout.InfiniteTimeSpan;
}
