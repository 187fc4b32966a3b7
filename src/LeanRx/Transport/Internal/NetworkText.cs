using System.Globalization;
using System.Net.Http;
using System.Net.Sockets;
using System.Net.WebSockets;
using System.Security.Authentication;
using LeanRx.Common.Internal;

namespace LeanRx.Transport.Internal;

/// <summary>Why something was not reached, by the innermost cause, in words that say what to look at.</summary>
internal static class NetworkText
{
    /// <summary>The cause in words, without a full stop of its own where it has none.</summary>
    public static string Of(Exception exception) =>
        Causes(exception).Select(Known).FirstOrDefault(text => text is not null) ?? exception.GetBaseException().Message;

    /// <summary>Whether another attempt may end otherwise though nobody has changed anything.</summary>
    public static bool IsTransient(Exception exception) => Causes(exception)
        .All(cause => cause is not DialException { IsTransient: false } and not ConnectionLostException { IsTransient: false }
            && !IsRefusedByProxy(cause) && StatusOf(cause) is not (407 or 413 or 511 or (>= 200 and < 400)));

    /// <summary>What the status of a handshake says of who answered: the server, or a proxy on the way.</summary>
    public static string? OfStatus(int status) => status switch
    {
        407 => WhoAsks(null),
        413 or 502 or 504 => OfProxy(status),
        503 => "the server takes no more connections now or is stopping, or a proxy before it does not reach it",
        511 => "the network wants a sign-in first: open the address in a browser",
        301 or 302 or 303 or 307 or 308 => "a handshake is not sent on to elsewhere. The sign-in of a network may redirect so (open the address in a browser)",
        >= 200 and < 300 => "a page came where an answer was due: a proxy or the sign-in of a network stands between (open the address in a browser), or " +
            "there is no LeanRx server",
        _ => null,
    };

    /// <summary>What a status says that is not of the server.</summary>
    public static string OfProxy(int status) => status == 413
        ? "this is not the server's own answer: a proxy before it takes no body as large as this (nginx: client_max_body_size)"
        : "this is not the server's own answer: a proxy before it does not reach it";

    /// <summary>What a proxy wants that knows nobody.</summary>
    public static string WhoAsks(Uri? proxy) =>
        $"{(proxy is null ? "a proxy on the way" : $"the proxy {proxy.GetLeftPart(UriPartial.Authority)}")} wants to know who asks: give Network.Proxy its " +
        "Credentials, or Network.DefaultProxyCredentials where it is the default one";

    const string OfBrowser = "the browser does not say why: there may be no network or no server, a certificate that is not trusted, or a page whose " +
        "origin is refused; its console may tell";

    static string? Known(Exception cause) => cause switch
    {
        DialException => cause.Message,
        WebSocketException or HttpRequestException when RuntimePlatform.IsBrowser => OfBrowser,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => $"the name is not known here ({cause.Message})",
#if NET
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } => $"{Sentence(cause.Message)}{OfTunnel(cause.Message)}",
        AuthenticationException { InnerException: null } =>
            $"{Sentence(cause.Message)} What answers there may speak no TLS: a server without it, or a proxy's page.",
#endif
        _ when StatusOf(cause) is { } status && OfStatus(status) is { } words => $"{Sentence(cause.Message)} {Capital(words)}.",
        _ => null,
    };

    static string OfTunnel(string message) => true switch
    {
        _ when message.Contains("'407'", StringComparison.Ordinal) => $" {Capital(OfStatus(407)!)}.",
        _ when message.Contains("'403'", StringComparison.Ordinal) => " The proxy lets nobody through to there (Squid: SSL_ports, http_access).",
        _ when message.Contains("'50", StringComparison.Ordinal) => " The proxy does not reach the server.",
        _ => "",
    };

    static bool IsRefusedByProxy(Exception cause) =>
#if NET
        cause is HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } && cause.Message.Contains("'407'", StringComparison.Ordinal);
#else
        false;
#endif

    /// <summary>The platform tells the status of a handshake in its message alone.</summary>
    static int? StatusOf(Exception cause)
    {
        if (cause is not WebSocketException)
            return null;
        var parts = cause.Message.Split('\'');
        return parts.Length > 3 && parts[3] == "101" && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
    }

    static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    static string Sentence(string text) => text.TrimEnd().TrimEnd('.') + ".";

    public static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
