using System.Net.Http;
using System.Net.WebSockets;
using System.Reactive.Concurrency;
using LeanRx.Common.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>The one way out of a client: what its requests are asked by, and its sockets dialled.</summary>
internal sealed class ClientNetwork
{
    static readonly NetworkOptions Default = new();

    readonly NetworkOptions _network;
    readonly IScheduler _scheduler;
    readonly TimeSpan _connectTimeout;
    readonly Lazy<HttpClient> _http;
    Dialler? _dialler;

    public ClientNetwork(NetworkOptions? network, IScheduler scheduler, TimeSpan connectTimeout)
    {
        _network = network ?? Default;
        _scheduler = scheduler;
        _connectTimeout = connectTimeout;
        // What the factory throws is thrown to each who asks.
        _http = new Lazy<HttpClient>(NewClient, LazyThreadSafetyMode.ExecutionAndPublication);
    }

    public static NetworkPlatform Platform =>
#if NET
        RuntimePlatform.IsBrowser ? NetworkPlatform.Browser : NetworkPlatform.Full;
#else
        NetworkPlatform.NetStandard;
#endif

    /// <summary>Without a time-out: who asks bounds the question.</summary>
    public HttpClient Http => _http.Value;

    /// <summary>Made at the first dial: a client over a transport of the application's own may never need it.</summary>
    Dialler? Dialler
    {
        get
        {
            if (_dialler is null && !RuntimePlatform.IsBrowser)
                Interlocked.CompareExchange(ref _dialler, new Dialler(_scheduler, _connectTimeout), null);
            return _dialler;
        }
    }

    /// <summary>The proxy that an address is reached by; null where there is none, or it is not known here.</summary>
    public Uri? ProxyOf(Uri? address)
    {
        if (address is null || !_network.UseProxy || RuntimePlatform.IsBrowser)
            return null;
        try
        {
#if NET
            var proxy = _network.Proxy ?? HttpClient.DefaultProxy;
#else
            var proxy = _network.Proxy ?? System.Net.WebRequest.DefaultWebProxy;
#endif
            return proxy?.IsBypassed(address) == false ? proxy.GetProxy(address) : null;
        }
        catch (Exception)
        {
            // One of the application's own. The words are about something else.
            return null;
        }
    }

    /// <summary>Opens a WebSocket: one of the application, one over a connection that is ours, or else that of the platform.</summary>
    public async Task<TransportSocket> DialAsync(Uri address, string subprotocol, int maxPayloadBytes, IWebSocketWatcher watcher,
        CancellationToken cancellationToken)
    {
        var headers = await RequestHeaders.AskAsync(_network, address, cancellationToken).ConfigureAwait(false);
        if (_network.WebSocketFactory is { } factory)
        {
            var request = new WebSocketRequest { Address = address, Subprotocol = subprotocol.Length > 0 ? subprotocol : null, Headers = headers };
            return new WatchedWebSocket(await OwnSocketAsync(factory, request, cancellationToken).ConfigureAwait(false), maxPayloadBytes, watcher);
        }
#if NET
        // Over HTTP/2 a connection carries more than the one socket.
        if (!RuntimePlatform.IsBrowser && _network.HttpVersion is not { Major: > 1 })
            return await new UpgradeDial(_network, address, subprotocol, headers).RunAsync(Dialler!, maxPayloadBytes, watcher, cancellationToken)
                .ConfigureAwait(false);
#endif
        var socket = await new PlatformDial(_network, address, subprotocol, headers).RunAsync(Dialler, cancellationToken).ConfigureAwait(false);
        return new WatchedWebSocket(socket, maxPayloadBytes, watcher);
    }

    static async Task<WebSocket> OwnSocketAsync(Func<WebSocketRequest, CancellationToken, ValueTask<WebSocket>> factory, WebSocketRequest request,
        CancellationToken cancellationToken)
    {
        var asked = factory(request, cancellationToken).AsTask();
        try
        {
            return await asked.OrCancelled(cancellationToken).ConfigureAwait(false) ?? throw new DialException("Network.WebSocketFactory gave null.");
        }
        catch (OperationCanceledException) when (!asked.IsCompleted)
        {
            _ = DisposeLateAsync(asked);
            throw;
        }
    }

    static async Task DisposeLateAsync(Task<WebSocket> asked)
    {
        try
        {
            (await asked.ConfigureAwait(false))?.Dispose();
        }
        catch (Exception)
        {
            // Nobody waits for it any more.
        }
    }

    HttpClient NewClient()
    {
        var handler = _network == Default ? HttpHandlers.Shared : HttpHandlers.New(_network, Dialler);
        if (_network.HttpMessageHandlerFactory is { } factory)
            handler = factory(handler) ?? throw new InvalidOperationException("Network.HttpMessageHandlerFactory gave null.");
        return new HttpClient(new OutgoingHandler(_network, Dialler, handler), disposeHandler: false) { Timeout = Timeout.InfiniteTimeSpan };
    }
}
