using System.Net;
using System.Net.Http;
using System.Net.Security;
using System.Net.WebSockets;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx;

/// <summary>Proxy, trust, certificates and headers of everything a client opens: route, socket, uploads, roles and missed events.</summary>
/// <remarks>
/// <para>Set as <see cref="LeanClientOptions.Network"/>. It does not apply to a custom <see cref="LeanClientOptions.Transport"/>,
/// <see cref="LeanClientOptions.RouteResolver"/> or <see cref="LeanClientOptions.MissedEventSource"/>.</para>
/// <para>Options that a platform does not support for sockets throw a <see cref="PlatformNotSupportedException"/> when the client is created: in a browser all
/// but <see cref="WebSocketFactory"/> and <see cref="HttpMessageHandlerFactory"/>; on the .NET Standard build (Unity, .NET Framework)
/// <see cref="DefaultProxyCredentials"/>, <see cref="CustomTrustStore"/>, <see cref="PinnedKeys"/> and
/// <see cref="RemoteCertificateValidationCallback"/>.</para>
/// <para>If a name has several addresses, they are tried one after the other, alternating between address families (RFC 8305): the next one after 250 ms
/// without an answer or after a failure. The first that answers is used, and its family is preferred for 10 minutes. The .NET Standard build leaves this to the
/// platform.</para>
/// </remarks>
public sealed record NetworkOptions
{
    /// <summary>The proxy for all connections.</summary>
    /// <remarks>
    /// As for HTTP clients of .NET: a <see cref="WebProxy"/> has credentials and a bypass list; <c>http</c>, <c>https</c>, <c>socks4</c>, <c>socks4a</c> and
    /// <c>socks5</c> are supported. Sockets use <c>CONNECT</c>.
    /// </remarks>
    /// <value>Null: the default proxy of the process, <c>HttpClient.DefaultProxy</c>, which reads the settings of the system and the variables
    /// <c>HTTP_PROXY</c>, <c>HTTPS_PROXY</c>, <c>ALL_PROXY</c> and <c>NO_PROXY</c>.</value>
    public IWebProxy? Proxy { get; init; }

    /// <summary>Whether a proxy is used.</summary>
    /// <remarks>If false, connections are direct even if the process has a default proxy.</remarks>
    /// <value>True.</value>
    public bool UseProxy { get; init; } = true;

    /// <summary>The credentials for the default proxy of the process.</summary>
    /// <remarks>A <see cref="Proxy"/> has its own credentials.</remarks>
    /// <value>Null: none.</value>
    public ICredentials? DefaultProxyCredentials { get; init; }

    /// <summary>The trusted certificate authorities, instead of those of the computer.</summary>
    /// <remarks>
    /// Certificates of authorities, or a self-signed server certificate; also intermediate certificates that a server does not send. Host name and validity are
    /// still checked.
    /// </remarks>
    /// <value>Empty: those of the computer.</value>
    public X509Certificate2Collection CustomTrustStore { get; init; } = [];

    /// <summary>The public keys that are accepted: that of the server, or of an authority in its certificate chain, must be one of them.</summary>
    /// <remarks>
    /// Checked in addition to everything else. Each is the base64 SHA-256 of the key's SubjectPublicKeyInfo, as for curl's <c>--pinnedpubkey</c>, with or
    /// without <c>sha256//</c>: <c>openssl x509 -in server.pem -pubkey -noout | openssl pkey -pubin -outform der | openssl dgst -sha256 -binary | base64</c>.
    /// Pin the next key before the server changes it, and the key of the file host if that is another server.
    /// </remarks>
    /// <value>Empty: every trusted key.</value>
    public IList<string> PinnedKeys { get; init; } = [];

    /// <summary>A custom check of server certificates, which receives the errors that the platform found.</summary>
    /// <remarks>
    /// Called for each TLS connection, on any thread. An exception counts as a rejection.
    /// </remarks>
    /// <value>Null: certificates must be without errors.</value>
    public RemoteCertificateValidationCallback? RemoteCertificateValidationCallback { get; init; }

    /// <summary>The client certificates, with private keys, for servers that request one.</summary>
    /// <value>Empty: none.</value>
    public X509CertificateCollection ClientCertificates { get; init; } = [];

    /// <summary>Provides additional headers for each request and WebSocket handshake, for example for gateways.</summary>
    /// <remarks>
    /// Called for each with its address, so that a token can change, and so that headers are not sent to other hosts: files may be uploaded to another one. The
    /// token is cancelled when the answer is no longer needed. Existing headers of the request are kept. <c>Connection</c>, <c>Upgrade</c>,
    /// <c>Transfer-Encoding</c>, <c>Content-…</c>, <c>Sec-WebSocket-…</c> and invalid headers are refused. A refusal or an exception ends the attempt with a
    /// <see cref="ConnectionLostException"/> that names this option. Called on any thread.
    /// </remarks>
    /// <value>Null: none.</value>
    public Func<Uri, CancellationToken, ValueTask<IEnumerable<KeyValuePair<string, string>>>>? HeadersProvider { get; init; }

#if NET
    /// <summary>The HTTP version. 2.0 uses HTTP/2 for sockets as well (RFC 8441).</summary>
    /// <value>Null: 1.1.</value>
    public Version? HttpVersion { get; init; }

    /// <summary>Whether other versions are accepted.</summary>
    /// <remarks>Without TLS, HTTP/2 requires <see cref="HttpVersionPolicy.RequestVersionExact"/>.</remarks>
    /// <value><see cref="HttpVersionPolicy.RequestVersionOrLower"/>.</value>
    public HttpVersionPolicy HttpVersionPolicy { get; init; } = HttpVersionPolicy.RequestVersionOrLower;
#endif

    /// <summary>
    /// Creates connected WebSockets, for what no option provides and for servers without a network, such as ASP.NET Core's <c>TestServer</c>.
    /// </summary>
    /// <remarks>
    /// Proxy, trust, certificates and version do not apply to it. The client disposes the socket. An exception fails the attempt.
    /// </remarks>
    /// <value>Null: a <see cref="ClientWebSocket"/>.</value>
    public Func<WebSocketRequest, CancellationToken, ValueTask<WebSocket>>? WebSocketFactory { get; init; }

    /// <summary>Creates the handler of HTTP requests: it may wrap the given handler, which has these options, or return another one.</summary>
    /// <remarks>
    /// Called once per client, at the first request. The handler must not follow redirects; the client follows harmless ones. The handler is not disposed by
    /// the client.
    /// </remarks>
    /// <value>Null: the given handler.</value>
    public Func<HttpMessageHandler, HttpMessageHandler>? HttpMessageHandlerFactory { get; init; }

    /// <summary>Whether two options are equal: equal values, the same delegates, and lists of the same.</summary>
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
