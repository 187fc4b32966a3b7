#if NET
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Net.WebSockets;
using System.Security.Cryptography;
using LeanRx.Protocol.Framing.Internal;

namespace LeanRx.Transport.Internal;

// RFC 6455 §4.1
/// <summary>The opening handshake: what is asked, and whether the answer is one. No extensions are offered.</summary>
internal sealed class WebSocketHandshake(string subprotocol)
{
    readonly string _key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(16));

    public HttpRequestMessage Request(Uri address, IReadOnlyList<KeyValuePair<string, string>> headers)
    {
        var request = new HttpRequestMessage(HttpMethod.Get, address)
        {
            Version = HttpVersion.Version11,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        foreach (var header in headers)
            request.Headers.TryAddWithoutValidation(header.Key, header.Value);
        Add(request.Headers, "Connection", "Upgrade");
        Add(request.Headers, "Upgrade", "websocket");
        Add(request.Headers, "Sec-WebSocket-Version", "13");
        Add(request.Headers, "Sec-WebSocket-Key", _key);
        if (subprotocol.Length > 0)
            Add(request.Headers, "Sec-WebSocket-Protocol", subprotocol);
        return request;
    }

    static void Add(HttpRequestHeaders headers, string name, string value) => headers.TryAddWithoutValidation(name, value);

    /// <summary>The subprotocol that the server chose; null for none.</summary>
    /// <exception cref="WebSocketException">The answer is none to a handshake, or to another one.</exception>
    public string? SubprotocolOf(HttpResponseMessage response)
    {
        if (response.StatusCode != HttpStatusCode.SwitchingProtocols)
            throw Refused($"The server returned status code '{(int)response.StatusCode}' when status code '101' was expected.");
        if (!Values(response, "Connection").Contains("Upgrade", StringComparer.OrdinalIgnoreCase))
            throw Refused("The server's handshake has no header Connection: Upgrade.");
        if (!Values(response, "Upgrade").Contains("websocket", StringComparer.OrdinalIgnoreCase))
            throw Refused("The server's handshake has no header Upgrade: websocket.");
        if (Values(response, "Sec-WebSocket-Accept") is not [var accepted] || accepted != WebSocketAccept.Of(_key))
            throw Refused("The server's handshake answers another one: its Sec-WebSocket-Accept is wrong.");
        if (Values(response, "Sec-WebSocket-Extensions") is not [])
            throw Refused("The server's handshake has Sec-WebSocket-Extensions, and none was offered.");
        return Values(response, "Sec-WebSocket-Protocol") switch
        {
            [] => null,
            [var chosen] when subprotocol.Length > 0 && chosen.Equals(subprotocol, StringComparison.OrdinalIgnoreCase) => chosen,
            var others => throw new WebSocketException(WebSocketError.UnsupportedProtocol,
                $"The server chose the subprotocol '{string.Join(", ", others)}', and '{subprotocol}' was offered."),
        };
    }

    static string[] Values(HttpResponseMessage response, string name) => response.Headers.TryGetValues(name, out var values)
        ? [.. values.SelectMany(value => value.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))]
        : [];

    static WebSocketException Refused(string message) => new(WebSocketError.NotAWebSocket, message);
}
#endif
