using System.Net.Security;
using LeanRx.Server.Storage;

namespace LeanRx.Server;

/// <summary>How a server is hosted. Immutable; change a copy with <c>with</c>.</summary>
public sealed record LeanServerOptions
{
    /// <summary>
    /// Where <see cref="LeanServer"/> listens: <c>http</c>, or <c>https</c> with <see cref="Tls"/>, an address or <c>localhost</c>, and a port; port 0 picks a
    /// free one. Inside an application of one's own its own addresses count. Default <c>http://127.0.0.1:0</c>.
    /// </summary>
    public Uri Url { get; init; } = new("http://127.0.0.1:0");

    /// <summary>
    /// Gives the certificate of <see cref="LeanServer"/>, and whatever else TLS is to be: <c>() => new() { ServerCertificate = certificate }</c>.
    /// </summary>
    /// <remarks>
    /// Asked for each connection, so that a renewed certificate is taken without a restart. HTTP/2 and HTTP/1.1 are offered where it names no protocols;
    /// sockets come over either (RFC 8441). Has no effect inside an application of one's own. Called on any thread; what it throws ends the connection.
    /// </remarks>
    /// <value>Null: no TLS.</value>
    public Func<SslServerAuthenticationOptions>? Tls { get; init; }

    /// <summary>Applications, limits, clock and log of the engine. Default: the demo application and the default limits.</summary>
    public ServerOptions Engine { get; init; } = new();

    /// <summary>
    /// What keeps conversations and messages. Default: null, which is the <see cref="IMessageStore"/> among the services, or else a store in memory.
    /// </summary>
    public IMessageStore? Store { get; init; }

    /// <summary>
    /// What keeps uploaded files, for example <c>DirectoryFileStore.Open("data/files")</c>. Default: null, which is the <see cref="IFileStore"/> among the
    /// services, or else a temporary directory that is deleted with the server.
    /// </summary>
    public IFileStore? Files { get; init; }

    /// <summary>Whether <see cref="Store"/> and <see cref="Files"/> are disposed with the server. Default true.</summary>
    public bool OwnsStore { get; init; } = true;

    /// <summary>
    /// Most connections at a time, of HTTP and WebSocket together; inside an application of one's own, most WebSockets. Above it requests and handshakes are
    /// answered with HTTP status 503, and connections that ask nothing are closed.
    /// </summary>
    /// <value>Null: as many as the process may open files, less an eighth for files and some for the server itself; 17,276 of 20,000.</value>
    public int? MaxConnections { get; init; }

    /// <summary>
    /// Most connections of one address at a time; more are refused as above <see cref="MaxConnections"/>. Has no effect inside an application of one's own.
    /// Behind a proxy all clients come from one address.
    /// </summary>
    /// <value>Null: no bound.</value>
    public int? MaxConnectionsPerAddress { get; init; }

    /// <summary>
    /// Largest file that may be uploaded, in bytes; a larger one is refused with HTTP status 413, and nothing of it is kept. Default 104,857,600 (100 MiB).
    /// </summary>
    public long MaxFileBytes { get; init; } = 100 * 1024 * 1024;

    // protocol.md §9.2
    /// <summary>How long an upload URL is good. Default 1 hour.</summary>
    public TimeSpan UploadTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// The base under which clients reach the server, path included, for example <c>https://chat.example.com</c>: the route then names it. Default: null, which
    /// is how each request reached the server.
    /// </summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// The proxies that are believed when they say, by <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c>, who asked them and for what address: each an
    /// address or a network, for example <c>127.0.0.1</c> or <c>10.0.0.0/8</c>.
    /// </summary>
    /// <remarks>
    /// Then clients are told addresses as they themselves reach the proxy. What anybody else says so is passed over. In a chain of proxies each that is known
    /// is believed about the next. An application of one's own that has <c>UseForwardedHeaders</c> needs nothing here.
    /// </remarks>
    /// <value>Empty: none.</value>
    public IReadOnlyList<string> KnownProxies { get; init; } = [];

    // protocol.md §1.2
    /// <summary>How long clients may keep a route (<c>ttl</c>), in whole seconds. Default 1 hour.</summary>
    public TimeSpan RouteTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long one of the two directions of a connection may be idle before the server sends a WebSocket ping, which every client's WebSocket answers by
    /// itself. Zero turns pings off.
    /// </summary>
    /// <remarks>
    /// So something travels in both directions at least as often, which keeps the way open through proxies and address translators that end what is idle, after
    /// 50 or 60 seconds where nobody has set them; also for clients whose own heartbeats are minutes apart. A client that is never idle for so long, LeanRx
    /// with its default heartbeat for example, is not pinged. A ping and its answer are 2 and 6 bytes, 1,200 bytes an hour by default, and the headers of TCP
    /// and TLS below them.
    /// </remarks>
    /// <value>24 seconds.</value>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(24);

    /// <summary>
    /// How long nothing at all may come from a peer, its answers to pings included, before its connection is closed with 4107 and counts as broken.
    /// </summary>
    /// <remarks>
    /// Longer than <see cref="KeepAliveInterval"/>. Any byte counts: a client to which nothing gets through notices that itself, and hangs up. Without pings,
    /// <see cref="ServerLimits.ReadTimeout"/> counts instead.
    /// </remarks>
    /// <value>45 seconds.</value>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>
    /// Most bytes in which all connections together keep frames that have come in part; who needs more then is closed with 4109. Frames of up to 65,536 bytes
    /// do not count.
    /// </summary>
    /// <value>67,108,864 (64 MiB).</value>
    public long MaxReceivingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a peer has to take what is queued and to answer a close; its connection is dropped then. Default 1 second.</summary>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(1);
}
