using System.Reactive.Concurrency;
using LeanRx.Transport.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx;

// protocol.md §2
/// <summary>Transports payloads over WebSockets, one socket per connection.</summary>
/// <remarks>
/// It neither reconnects nor sends heartbeats; the client does. Messages that are sent at about the same time are written together. A text that is not UTF-8
/// ends the connection with 1007 (RFC 6455). The .NET Standard build (Unity, .NET Framework) uses the WebSocket of the platform.
/// </remarks>
public sealed class WebsocketTransport : ITransport
{
    readonly int _maxPayloadBytes;
    readonly IScheduler _scheduler;
    readonly ILogger _logger;
    readonly ClientNetwork _network;

    /// <summary>Creates the transport.</summary>
    /// <param name="maxPayloadBytes">The maximum size of a received message in bytes; a larger one is discarded (<see cref="TransportEvent.Discarded"/>).
    /// Default: 16 MiB.</param>
    /// <param name="scheduler">The clock of the time-out of the closing handshake. Default: the thread pool.</param>
    /// <param name="loggerFactory">The logger factory, for errors of observers. Default: no logging.</param>
    /// <param name="network">Proxy, trust and headers. Default: those of a client without options.</param>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="maxPayloadBytes"/> is not positive.</exception>
    public WebsocketTransport(int maxPayloadBytes = 16 * 1024 * 1024, IScheduler? scheduler = null, ILoggerFactory? loggerFactory = null,
        NetworkOptions? network = null)
        : this(maxPayloadBytes, scheduler ?? TaskPoolScheduler.Default, loggerFactory ?? NullLoggerFactory.Instance,
            new ClientNetwork(network, scheduler ?? TaskPoolScheduler.Default, Timeout.InfiniteTimeSpan))
    {
    }

    internal WebsocketTransport(int maxPayloadBytes, IScheduler scheduler, ILoggerFactory loggerFactory, ClientNetwork network)
    {
        if (maxPayloadBytes <= 0)
            throw new ArgumentOutOfRangeException(nameof(maxPayloadBytes), maxPayloadBytes, "The largest message must have at least one byte.");
        _maxPayloadBytes = maxPayloadBytes;
        _scheduler = scheduler;
        _logger = loggerFactory.CreateLogger("LeanRx.Transport");
        _network = network;
    }

    /// <inheritdoc/>
    /// <exception cref="ArgumentException"><paramref name="address"/> is not an absolute <c>ws</c> or <c>wss</c> URL.</exception>
    public ITransportConnection Create(Uri address, string subprotocol)
    {
        if (address is not { IsAbsoluteUri: true } || address.Scheme is not ("ws" or "wss"))
            throw new ArgumentException($"The address must be a ws:// or wss:// URL, and '{address}' is none.", nameof(address));
        return new WebsocketConnection(address, subprotocol, _maxPayloadBytes, _scheduler, _logger, _network);
    }
}
