using System.Reactive.Concurrency;
using LeanRx.Transport.Internal;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx;

// protocol.md §2
/// <summary>
/// Carries payloads over WebSockets, one socket per connection. It neither reconnects nor sends heartbeats: the client above it does.
/// Small messages that are queued together leave in one write. A text message that is not UTF-8 ends the connection with 1007, as RFC 6455 demands. On the
/// .NET Standard build (Unity, .NET Framework) the platform's own WebSocket is used as it is.
/// </summary>
public sealed class WebsocketTransport : ITransport
{
    readonly int _maxPayloadBytes;
    readonly IScheduler _scheduler;
    readonly ILogger _logger;
    readonly ClientNetwork _network;

    /// <summary>Makes the transport.</summary>
    /// <param name="maxPayloadBytes">Largest message that is read, in bytes; a larger one is thrown away as it comes and told as
    /// <see cref="TransportEvent.Discarded"/>. Default 16 MiB.</param>
    /// <param name="scheduler">The clock that bounds the closing handshake. Default: the thread pool's.</param>
    /// <param name="loggerFactory">Where errors of observers go. Default: nowhere.</param>
    /// <param name="network">How sockets are dialled. Default: as a client does without options.</param>
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
