using System.Reactive.Concurrency;
using System.Runtime.Versioning;
using LeanRx.Connections.Internal;
using LeanRx.Transport.Sockets.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Transport.Sockets;

/// <summary>Transports payloads over WebSockets directly on sockets, for processes with thousands of clients.</summary>
/// <remarks>
/// <para>Its connections behave as those of <see cref="WebsocketTransport"/>, the default, and hold no buffers while nothing arrives. One instance serves any
/// number of clients: set it as <see cref="LeanClientOptions.Transport"/>. Options of the clients do not apply to it; pass their
/// <see cref="LeanClientOptions.MaxFrameBytes"/>, <see cref="LeanClientOptions.Network"/> and <see cref="LeanClientOptions.Scheduler"/> where they are not
/// the defaults. <see cref="NetworkOptions.HttpMessageHandlerFactory"/> remains with the client, which sends its HTTP requests by itself.</para>
/// <para>It speaks HTTP/1.1 and reaches proxies by <c>CONNECT</c> over <c>http</c>, without credentials or with Basic ones. If another proxy applies (SOCKS,
/// <c>https</c>, Negotiate, NTLM, Digest), the attempt to connect fails with an error that says so and that is not
/// <see cref="ConnectionLostException.IsTransient"/>. Use the default transport for these.</para>
/// </remarks>
[UnsupportedOSPlatform("browser")]
public sealed class SocketTransport : ITransport
{
    /// <summary>A message larger than that has no place in an array that grows by doubling.</summary>
    const int MostBytes = 1 << 30;

    static readonly TimeSpan DefaultConnectTimeout = TimeSpan.FromSeconds(10);

    readonly int _maxPayloadBytes;
    readonly IScheduler _scheduler;
    readonly ILogger _logger;
    readonly SocketDialler _dialler;

    /// <summary>Creates the transport.</summary>
    /// <param name="network">Proxy, trust and headers. Default: those of a client without options.</param>
    /// <param name="maxPayloadBytes">The maximum size of a received message in bytes; a larger one is discarded (<see cref="TransportEvent.Discarded"/>).
    /// Default: 16 MiB. At most 1 GiB.</param>
    /// <param name="connectTimeout">The time-out of a dial, from the look-up of the name to the end of the handshake. Default: 10 seconds.
    /// <see cref="Timeout.InfiniteTimeSpan"/> leaves it to the client's <see cref="LeanClientOptions.ConnectTimeout"/>.</param>
    /// <param name="scheduler">The clock of time-outs. Default: the thread pool.</param>
    /// <param name="loggerFactory">The logger factory, for errors of observers. Default: no logging.</param>
    /// <exception cref="ArgumentException"><paramref name="network"/> has options that contradict each other or that this transport does not support:
    /// <see cref="NetworkOptions.WebSocketFactory"/> and an <see cref="NetworkOptions.HttpVersion"/> other than 1.1.</exception>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxPayloadBytes"/> is not between 1 and 1 GiB, or <paramref name="connectTimeout"/> is
    /// not positive.</exception>
    public SocketTransport(NetworkOptions? network = null, int maxPayloadBytes = 16 * 1024 * 1024, TimeSpan? connectTimeout = null,
        IScheduler? scheduler = null, ILoggerFactory? loggerFactory = null)
    {
        if (maxPayloadBytes is <= 0 or > MostBytes)
            throw new ArgumentOutOfRangeException(nameof(maxPayloadBytes), maxPayloadBytes, $"The largest message must have 1 to {MostBytes} bytes.");
        var timeout = connectTimeout ?? DefaultConnectTimeout;
        if (timeout <= TimeSpan.Zero && timeout != Timeout.InfiniteTimeSpan)
            throw new ArgumentOutOfRangeException(nameof(connectTimeout), timeout, "A dial takes longer than that.");
        network ??= new NetworkOptions();
        Check(network);
        _maxPayloadBytes = maxPayloadBytes;
        _scheduler = scheduler ?? TaskPoolScheduler.Default;
        _logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger("LeanRx.Transport");
        _dialler = new SocketDialler(network, _scheduler, timeout);
    }

    static void Check(NetworkOptions network)
    {
        NetworkCheck.CheckValues(network, nameof(network));
        if (network.WebSocketFactory is not null)
            throw new ArgumentException("Network.WebSocketFactory has no effect here: this transport makes the connections.", nameof(network));
        if (network.HttpVersion is { } version && version != System.Net.HttpVersion.Version11)
            throw new ArgumentException($"Network.HttpVersion is {version}, and this transport speaks HTTP/1.1 alone; WebsocketTransport speaks others.",
                nameof(network));
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not an absolute <c>ws</c> or <c>wss</c> URL.</exception>
    public ITransportConnection Create(Uri address, string subprotocol)
    {
        if (address is not { IsAbsoluteUri: true } || address.Scheme is not ("ws" or "wss"))
            throw new ArgumentException($"The address must be a ws:// or wss:// URL, and '{address}' is none.", nameof(address));
        return new SocketConnection(address, subprotocol, _maxPayloadBytes, _scheduler, _logger, _dialler);
    }
}
