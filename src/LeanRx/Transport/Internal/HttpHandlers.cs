using System.Net.Http;
#if NET
using System.Reactive.Concurrency;
using System.Runtime.Versioning;
#endif
using LeanRx.Common.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>Makes what HTTP requests go out by. It follows no redirects.</summary>
internal static class HttpHandlers
{
    /// <summary>One for all clients without options of their own: each brings a pool of sockets.</summary>
    public static readonly HttpMessageHandler Shared = New(new NetworkOptions());

#if NET
    static HttpMessageHandler New(NetworkOptions network) =>
        New(network, RuntimePlatform.IsBrowser ? null : new Dialler(TaskPoolScheduler.Default, Timeout.InfiniteTimeSpan));

    /// <summary>A handler; in a page there is nothing to set, nor to dial by.</summary>
    public static HttpMessageHandler New(NetworkOptions network, Dialler? dialler) =>
        RuntimePlatform.IsBrowser ? new HttpClientHandler() : Pool(network, dialler!);

    /// <summary>Sockets that live on would miss a change of the host's address.</summary>
    [UnsupportedOSPlatform("browser")]
    static SocketsHttpHandler Pool(NetworkOptions network, Dialler dialler) =>
        Sockets(network, (context, token) => Dialler.Of(context.InitialRequestMessage, dialler).ConnectAsync(context.DnsEndPoint, token),
            TimeSpan.FromMinutes(2));

    /// <summary>The handler under requests and sockets alike.</summary>
    [UnsupportedOSPlatform("browser")]
    public static SocketsHttpHandler Sockets(NetworkOptions network, Func<SocketsHttpConnectionContext, CancellationToken, ValueTask<Stream>> connect,
        TimeSpan lifetime) => new()
        {
            AllowAutoRedirect = false,
            PooledConnectionLifetime = lifetime,
            UseProxy = network.UseProxy,
            Proxy = network.Proxy,
            DefaultProxyCredentials = network.DefaultProxyCredentials,
            SslOptions = new ServerTrust(network).Options(),
            ConnectCallback = connect,
        };
#else
    static HttpMessageHandler New(NetworkOptions network) => New(network, null);

    public static HttpMessageHandler New(NetworkOptions network, Dialler? _)
    {
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseProxy = network.UseProxy };
        if (network.Proxy is not null)
            handler.Proxy = network.Proxy;
        handler.ClientCertificates.AddRange(network.ClientCertificates);
        return handler;
    }
#endif
}
