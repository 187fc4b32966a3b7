using System.Net;
using System.Net.WebSockets;

namespace LeanRx.Cli.Diagnosing;

/// <summary>The handshake of the WebSocket.</summary>
static class WebSocketStep
{
    const string Subprotocol = "lc.json.3";

    public static async Task<string> RunAsync(Uri address, CancellationToken cancellationToken)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol(Subprotocol);
        socket.Options.CollectHttpResponseDetails = true;
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
        }
        catch (WebSocketException exception)
        {
            throw socket.HttpStatusCode is not 0 and var status
                ? new StepFailure($"{address}: answered with {(int)status} {status} in place of a WebSocket", AdviceOn(status), exception)
                : new StepFailure($"{address}: {exception.GetBaseException().Message}",
                    "whether this address can be reached from here: the route names it, and behind a proxy the server must be told --public-url", exception);
        }
        return socket.SubProtocol == Subprotocol ? $"{address}, {Subprotocol}"
            : throw new StepFailure($"{address}: agreed to '{socket.SubProtocol}' in place of {Subprotocol}",
                "another server answers here: the host and the path");
    }

    static string AdviceOn(HttpStatusCode status) => status switch
    {
        HttpStatusCode.BadGateway or HttpStatusCode.GatewayTimeout => "a proxy answers, and the server behind it does not",
        HttpStatusCode.ServiceUnavailable => "the server stops, or has as many connections as it takes",
        HttpStatusCode.Forbidden => "a proxy or firewall that lets no WebSocket through",
        _ => "a proxy that does not pass on Upgrade and Connection, or a path where another server answers",
    };
}
