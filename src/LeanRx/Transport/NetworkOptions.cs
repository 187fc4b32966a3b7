using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx;

/// <summary>
/// How a client reaches out: proxy, trust, certificates, headers. It holds for all that the client opens: route, socket, uploads, roles and missed
/// notifications.
/// </summary>
/// <remarks>
/// <para>Given as <see cref="LeanClientOptions.Network"/>. A <see cref="LeanClientOptions.Transport"/>, <see cref="LeanClientOptions.RouteResolver"/> or
/// <see cref="LeanClientOptions.MissedEventSource"/> of one's own goes out by its own ways.</para>
/// <para>What a platform cannot do for the socket is refused by a <see cref="PlatformNotSupportedException"/> when the client is made. In a browser, which has
/// all of this in its own hands, that is everything but <see cref="WebSocketFactory"/> and <see cref="HttpMessageHandlerFactory"/>; on the .NET Standard build
/// (Unity, .NET Framework) <see cref="DefaultProxyCredentials"/>, <see cref="CustomTrustStore"/>, <see cref="PinnedKeys"/> and
/// <see cref="RemoteCertificateValidationCallback"/>.</para>
/// <para>Where a name has several addresses they are tried one after the other, the next when 250 ms have brought no answer or the one before has failed, and
/// families take turns (RFC 8305); the first that answers is taken, and its family comes first for the next 10 minutes. The .NET Standard build leaves that to
/// the platform.</para>
/// </remarks>
public sealed record NetworkOptions
{
    /// <summary>The proxy that everything goes through.</summary>
    /// <remarks>
    /// As HTTP clients of .NET take it: <see cref="WebProxy"/> has its credentials and what it is bypassed for; <c>http</c>, <c>https</c>, <c>socks4</c>,
    /// <c>socks4a</c> and <c>socks5</c> are known. A socket goes through it by <c>CONNECT</c>.
    /// </remarks>
    /// <value>Null: the default proxy of the process, <c>HttpClient.DefaultProxy</c>, which reads the system's settings and the variables <c>HTTP_PROXY</c>,
    /// <c>HTTPS_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c>.</value>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Whether a proxy is used at all; false goes out directly, whatever the process's default is.</summary>
    /// <value>True.</value>
    public bool UseProxy { get; init; } = true;

    /// <summary>What the default proxy of the process is told about who asks; a <see cref="Proxy"/> has credentials of its own.</summary>
    /// <value>Null: none.</value>
    public ICredentials? DefaultProxyCredentials { get; init; }

    /// <summary>The authorities that are trusted, in place of the computer's.</summary>
    /// <remarks>
    /// Certificates of authorities, or the server's own where it has signed it itself; also intermediate ones that a server does not send. Name and time are
    /// checked as ever.
    /// </remarks>
    /// <value>Empty: the computer's.</value>
    public X509Certificate2Collection CustomTrustStore { get; init; } = [];

    /// <summary>The public keys of which one must be the server's, or that of an authority by which its certificate is trusted.</summary>
    /// <remarks>
    /// On top of every other check. Each is the SHA-256 of the key's SubjectPublicKeyInfo in base64, as curl's <c>--pinnedpubkey</c> has it, with or without
    /// <c>sha256//</c> before it: <c>openssl x509 -in server.pem -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64</c>.
    /// Pin the next key beside the present one before the server changes it, and that of the file host, where that is another server.
    /// </remarks>
    /// <value>Empty: any that is trusted.</value>
    public IList<string> PinnedKeys { get; init; } = [];

    /// <summary>A check of one's own that decides whether a server's certificate is trusted, with what is wrong with it in the eyes of the platform.</summary>
    /// <remarks>Called for each connection that is made by TLS, on any thread. What it throws counts as no.</remarks>
    /// <value>Null: nothing may be wrong with it.</value>
    public RemoteCertificateValidationCallback? RemoteCertificateValidationCallback { get; init; }

    /// <summary>What servers are shown that ask for a certificate; with its private key.</summary>
    /// <value>Empty: none.</value>
    public X509CertificateCollection ClientCertificates { get; init; } = [];

    /// <summary>Gives the headers of each request and of each handshake of a socket, for gateways and the like.</summary>
    /// <remarks>
    /// Asked anew for each, with its address, so that a token may change from one to the next, and so that nothing is told to a host that it is not meant for:
    /// files may be uploaded to another one. The token is cancelled when the answer is not wanted any more. What the request carries by itself stays. Refused
    /// are <c>Connection</c>, <c>Upgrade</c>, <c>Transfer-Encoding</c>, <c>Content-…</c> and <c>Sec-WebSocket-…</c>, and what is no header. A refusal or an
    /// exception ends that attempt with a <see cref="ConnectionLostException"/> that names this option. Called on any thread.
    /// </remarks>
    /// <value>Null: none.</value>
    public Func<Uri, CancellationToken, ValueTask<IEnumerable<KeyValuePair<string, string>>>>? HeadersProvider { get; init; }

#if NET
    /// <summary>The version of HTTP to ask for. 2.0 takes sockets over HTTP/2 as well (RFC 8441).</summary>
    /// <value>Null: 1.1.</value>
    public Version? HttpVersion { get; init; }

    /// <summary>Whether another version will do. Without TLS HTTP/2 comes only with <see cref="HttpVersionPolicy.RequestVersionExact"/>.</summary>
    /// <value><see cref="HttpVersionPolicy.RequestVersionOrLower"/>.</value>
    public HttpVersionPolicy HttpVersionPolicy { get; init; } = HttpVersionPolicy.RequestVersionOrLower;
#endif

    /// <summary>
    /// Gives a connected WebSocket for each dial, for what no option foresees, and for servers that are reached without a network, as ASP.NET Core's
    /// <c>TestServer</c> is.
    /// </summary>
    /// <remarks>Proxy, trust, certificates and version are its own matter then. The client disposes of the socket. An exception fails that dial.</remarks>
    /// <value>Null: a <see cref="ClientWebSocket"/>.</value>
    public Func<WebSocketRequest, CancellationToken, ValueTask<WebSocket>>? WebSocketFactory { get; init; }

    /// <summary>Gives what HTTP requests go out by: it may wrap the handler that it is given, which has these options, or return another.</summary>
    /// <remarks>
    /// Called once for each client, when it first asks something. Redirects are not to be followed by the handler: the client follows those that are harmless.
    /// The handler stays the caller's.
    /// </remarks>
    /// <value>Null: the handler as it is.</value>
    public Func<HttpMessageHandler, HttpMessageHandler>? HttpMessageHandlerFactory { get; init; }

    /// <summary>Whether two go out alike: by equal values, the same functions, and lists of the same.</summary>
    public bool Equals(NetworkOptions? other) => other is not null
        && Equals(Proxy, other.Proxy)
        && UseProxy == other.UseProxy
        && Equals(DefaultProxyCredentials, other.DefaultProxyCredentials)
        && CustomTrustStore.Cast<X509Certificate>().SequenceEqual(other.CustomTrustStore.Cast<X509Certificate>())
        && PinnedKeys.SequenceEqual(other.PinnedKeys)
        && RemoteCertificateValidationCallback == other.RemoteCertificateValidationCallback
        && ClientCertificates.Cast<X509Certificate>().SequenceEqual(other.ClientCertificates.Cast<X509Certificate>())
        && HeadersProvider == other.HeadersProvider
#if NET
        && HttpVersion == other.HttpVersion
        && HttpVersionPolicy == other.HttpVersionPolicy
#endif
        && WebSocketFactory == other.WebSocketFactory
        && HttpMessageHandlerFactory == other.HttpMessageHandlerFactory;

    /// <inheritdoc/>
    public override int GetHashCode() =>
        (Proxy, UseProxy, DefaultProxyCredentials, PinnedKeys.Count, CustomTrustStore.Count, ClientCertificates.Count, HeadersProvider, WebSocketFactory)
        .GetHashCode();
}
