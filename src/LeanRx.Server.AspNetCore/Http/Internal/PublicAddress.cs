using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Http.Internal;

/// <summary>How the server is reached: by the public URL when one is set, or else as the request at hand came in.</summary>
sealed class PublicAddress(LeanServerOptions options)
{
    /// <summary>
    /// The WebSocket's URL. Its scheme follows the way the request came, whatever the client asked for: a plain server cannot speak <c>wss</c>.
    /// </summary>
    public string WebSocketUrl(HttpRequest request) => $"{(IsSecure(request) ? "wss" : "ws")}://{HostAndPath(request)}/";

    /// <summary>The URL under which clients call the server, without trailing slash.</summary>
    public string Url(HttpRequest request) => $"{(IsSecure(request) ? "https" : "http")}://{HostAndPath(request)}";

    /// <summary>Host, port and path without scheme and trailing slash, as the application router tells it.</summary>
    public string HostAndPath(HttpRequest request) => options.PublicUrl is { } url
        ? url.Authority + url.AbsolutePath.TrimEnd('/')
        : Host(request) + request.PathBase.ToUriComponent() + InnerPath.PrefixOf(request);

    bool IsSecure(HttpRequest request) => options.PublicUrl is { } url
        ? url.Scheme is "https" or "wss"
        : request.IsHttps;

    static string Host(HttpRequest request)
    {
        if (request.Host.HasValue)
            return request.Host.ToUriComponent();

        var connection = request.HttpContext.Connection;
        return new System.Net.IPEndPoint(connection.LocalIpAddress ?? System.Net.IPAddress.Loopback, connection.LocalPort).ToString();
    }
}
