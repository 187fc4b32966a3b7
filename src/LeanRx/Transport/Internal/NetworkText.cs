using System.Globalization;
using System.Net.Http;
using System.Net.Sockets;
using System.Net.WebSockets;

namespace LeanRx.Internal;

/// <summary>Why something was not reached, by the innermost cause, in words that say what to look at.</summary>
internal static class NetworkText
{
    /// <summary>The cause in words, without a full stop of its own where it has none.</summary>
    public static string Of(Exception exception) =>
        Causes(exception).Select(Known).FirstOrDefault(text => text is not null) ?? exception.GetBaseException().Message;

    /// <summary>Whether another attempt may end otherwise though nobody has changed anything.</summary>
    public static bool IsTransient(Exception exception) => Causes(exception)
        .All(cause => cause is not DialException { IsTransient: false } and not ConnectionLostException { IsTransient: false } && !IsRefusedByProxy(cause));

    /// <summary>What a status says of who answered: the server, or a proxy on the way.</summary>
    public static string? OfStatus(int status) => status switch
    {
        407 => "a proxy on the way wants to know who asks: give Network.Proxy its Credentials, or Network.DefaultProxyCredentials where it is the default one",
        413 => "this is not the server's own answer: a proxy before it takes no body as large as this (nginx: client_max_body_size)",
        502 or 504 => "this is not the server's own answer: a proxy before it does not reach it",
        503 => "the server takes no more connections now or is stopping, or a proxy before it does not reach it",
        >= 200 and < 300 => "a page came where an answer was due: a proxy or the sign-in of a network stands between (open the address in a browser), or " +
            "there is no LeanRx server",
        _ => null,
    };

    static string? Known(Exception cause) => cause switch
    {
        DialException => cause.Message,
        SocketException { SocketErrorCode: SocketError.HostNotFound or SocketError.NoData } => $"the name is not known here ({cause.Message})",
#if NET
        HttpRequestException { HttpRequestError: HttpRequestError.ProxyTunnelError } =>
            $"{Sentence(cause.Message)}{(IsRefusedByProxy(cause) ? $" {Capital(OfStatus(407)!)}." : "")}",
#endif
        WebSocketException when StatusOf(cause) is { } status && OfStatus(status) is { } words => $"{Sentence(cause.Message)} {Capital(words)}.",
        _ => null,
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
        var parts = cause.Message.Split('\'');
        return parts.Length > 3 && parts[3] == "101" && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status) ? status : null;
    }

    static IEnumerable<Exception> Causes(Exception exception)
    {
        for (var cause = exception; cause is not null; cause = cause.InnerException)
            yield return cause;
    }

    static string Sentence(string text) => text.TrimEnd().TrimEnd('.') + ".";

    static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
