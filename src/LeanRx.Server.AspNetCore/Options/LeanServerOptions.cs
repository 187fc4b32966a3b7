using System.Net.Security;
using LeanRx.Server.AspNetCore.Options.Internal;
using LeanRx.Server.Storage;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace LeanRx.Server;

/// <summary>Options of a server.</summary>
/// <remarks>Immutable; use <c>with</c> to change a copy.</remarks>
public sealed record LeanServerOptions
{
    /// <summary>
    /// Where <see cref="LeanServer"/> listens: <c>http</c>, or <c>https</c> with <see cref="Tls"/>, an address or <c>localhost</c>, and a port.
    /// </summary>
    /// <remarks>Port 0 picks a free one. Has no effect in an ASP.NET Core application, which has its own addresses.</remarks>
    /// <value><c>http://127.0.0.1:0</c>.</value>
    public Uri Url { get; init; } = new("http://127.0.0.1:0");

    /// <summary>Returns the certificate of <see cref="LeanServer"/> and other TLS options: <c>() => new() { ServerCertificate = certificate }</c>.</summary>
    /// <remarks>
    /// Called for each connection, on any thread, so that a renewed certificate is used without a restart. An exception ends the connection. HTTP/2 and
    /// HTTP/1.1 are offered if it names no protocols; WebSockets work over either (RFC 8441). Has no effect in an ASP.NET Core application.
    /// </remarks>
    /// <value>Null: no TLS.</value>
    public Func<SslServerAuthenticationOptions>? Tls { get; init; }

    /// <summary>Applications, limits, clock and log of the engine.</summary>
    /// <value>The demo application and the default limits.</value>
    public ServerOptions Engine { get; init; } = new();

    /// <summary>The store of conversations and messages.</summary>
    /// <value>Null: the <see cref="IMessageStore"/> among the services, or else a store in memory.</value>
    public IMessageStore? Store { get; init; }

    /// <summary>The store of uploaded files, for example <c>DirectoryFileStore.Open("data/files")</c>.</summary>
    /// <value>Null: the <see cref="IFileStore"/> among the services, or else a temporary directory that is deleted with the server.</value>
    public IFileStore? Files { get; init; }

    /// <summary>Whether <see cref="Store"/> and <see cref="Files"/> are disposed with the server.</summary>
    /// <value>True.</value>
    public bool OwnsStore { get; init; } = true;

    /// <summary>The maximum number of connections, of HTTP and WebSocket together; in an ASP.NET Core application, of WebSockets.</summary>
    /// <remarks>Further requests and handshakes are answered with HTTP status 503, and connections that request nothing are closed.</remarks>
    /// <value>Null: as many as the process may open files, less an eighth for files and some for the server itself; 17,276 of 20,000.</value>
    public int? MaxConnections { get; init; }

    /// <summary>The maximum number of connections of one address; more are refused as with <see cref="MaxConnections"/>.</summary>
    /// <remarks>Has no effect in an ASP.NET Core application. Behind a proxy all clients have one address.</remarks>
    /// <value>Null: no limit.</value>
    public int? MaxConnectionsPerAddress { get; init; }

    /// <summary>The maximum size of an uploaded file, in bytes; a larger one is refused with HTTP status 413, and nothing of it is kept.</summary>
    /// <value>104,857,600 (100 MiB).</value>
    public long MaxFileBytes { get; init; } = 100 * 1024 * 1024;

    // protocol.md §9.2
    /// <summary>How long an upload URL is valid.</summary>
    /// <value>1 hour.</value>
    public TimeSpan UploadTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>The base URL under which clients reach the server, for example <c>https://chat.example.com</c>.</summary>
    /// <remarks>The route contains it.</remarks>
    /// <value>Null: the URL with which each request reached the server.</value>
    public Uri? PublicUrl { get; init; }

    /// <summary>
    /// The proxies whose <c>X-Forwarded-For</c>, <c>-Proto</c> and <c>-Host</c> headers are trusted: addresses or networks, for example <c>127.0.0.1</c> or
    /// <c>10.0.0.0/8</c>.
    /// </summary>
    /// <remarks>
    /// Clients are given addresses as they reach the proxy then. The headers of anybody else are ignored. In a chain of proxies each known one is trusted about
    /// the next. An application that uses <c>UseForwardedHeaders</c> needs nothing here.
    /// </remarks>
    /// <value>Empty: none.</value>
    public IReadOnlyList<string> KnownProxies { get; init; } = [];

    /// <summary>
    /// Whether there is a page for operators at <c>/admin</c>: statistics, conversations and their history, messages as the system, kick, silence.
    /// </summary>
    /// <remarks>
    /// Whoever can reach the server can load the page; what it shows and does needs the master key of an application, which it asks for and keeps in the
    /// memory of the browser. It is served with a content security policy, and not to pages of other origins. Pages of the server's own origin may use REST
    /// then, whatever <see cref="AppOptions.AllowedOrigins"/> says.
    /// </remarks>
    /// <value>False.</value>
    public bool AdminPage { get; init; }

    // protocol.md §1.2
    /// <summary>How long clients may keep a route (<c>ttl</c>), in whole seconds.</summary>
    /// <value>1 hour.</value>
    public TimeSpan RouteTimeToLive { get; init; } = TimeSpan.FromHours(1);

    /// <summary>
    /// How long one of the two directions of a connection may be idle before the server sends a WebSocket ping, which every client answers by itself.
    /// </summary>
    /// <remarks>
    /// Zero disables pings. At least as often something travels in both directions, which keeps the connection open through proxies and address translators
    /// that end idle connections, usually after 50 or 60 seconds. A client that is never idle for so long, such as LeanRx with its default heartbeat, is not
    /// pinged. A ping and its answer are 2 and 6 bytes, 1,200 bytes an hour by default, plus the headers of TCP and TLS.
    /// </remarks>
    /// <value>24 seconds.</value>
    public TimeSpan KeepAliveInterval { get; init; } = TimeSpan.FromSeconds(24);

    /// <summary>
    /// How long nothing at all may arrive from a peer, answers to pings included, before its connection is closed with 4107 and counts as lost.
    /// </summary>
    /// <remarks>
    /// Must be longer than <see cref="KeepAliveInterval"/>. Any byte counts: a client to which nothing gets through notices that itself and disconnects.
    /// Without pings, <see cref="ServerLimits.ReadTimeout"/> applies instead.
    /// </remarks>
    /// <value>45 seconds.</value>
    public TimeSpan KeepAliveTimeout { get; init; } = TimeSpan.FromSeconds(45);

    /// <summary>The maximum size of partially received frames over all connections, in bytes; a connection that needs more is closed with 4109.</summary>
    /// <remarks>Frames of up to 65,536 bytes do not count.</remarks>
    /// <value>67,108,864 (64 MiB).</value>
    public long MaxReceivingBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>How long a peer may take to receive what is queued and to answer a close; after that its connection is dropped.</summary>
    /// <value>1 second.</value>
    public TimeSpan CloseTimeout { get; init; } = TimeSpan.FromSeconds(1);

    /// <summary>
    /// How long the server goes on as before when it is asked to stop, while <c>/ready</c> answers 503 already, so that load balancers send new connections
    /// elsewhere.
    /// </summary>
    /// <remarks>In an ASP.NET Core application, <c>HostOptions.ShutdownTimeout</c> must be longer.</remarks>
    /// <value>0 milliseconds: it stops at once.</value>
    public TimeSpan DrainTime { get; init; } = TimeSpan.Zero;

    /// <summary>
    /// Over how long clients are asked to go to another server when this one is asked to stop, in equal portions ten times a second, so that they do not come
    /// there at one instant.
    /// </summary>
    /// <remarks>
    /// After <see cref="DrainTime"/>. Who has not gone a second after it was asked is closed with code 1001; when all have gone it goes on at once. Zero asks
    /// nobody: all are closed at the end. In an ASP.NET Core application, <c>HostOptions.ShutdownTimeout</c> must be longer.
    /// </remarks>
    /// <value>Null: 5 seconds for a node of a cluster, 0 for a server that is alone.</value>
    public TimeSpan? GoAwayTime { get; init; }

    /// <summary>Reads options from configuration, by their names, as <c>AddLeanRx(IConfiguration)</c> does.</summary>
    /// <remarks>Stores, certificate, clock and log are not part of it: set them with <c>with</c>.</remarks>
    /// <param name="configuration">The section that holds the options.</param>
    /// <param name="otherKeys">Further keys that the section may contain, which belong to others. All other unknown keys are refused.</param>
    /// <exception cref="OptionsValidationException">An option is out of its range, of another kind, or unknown. The message contains the key, the value and the
    /// bound.</exception>
    public static LeanServerOptions FromConfiguration(IConfiguration configuration, params IEnumerable<string> otherKeys)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        ArgumentNullException.ThrowIfNull(otherKeys);
        var (options, findings) = ServerConfiguration.Read(configuration, otherKeys);
        return ServerConfiguration.Bounded(findings, () =>
        {
            options.Engine.Validate();
            return HostOptionsCheck.Checked(options);
        });
    }
}
