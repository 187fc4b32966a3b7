using LeanRx;
using Microsoft.AspNetCore.TestHost;

namespace Composition;

/// <summary>The way out to an application that runs inside the test: no port, no socket.</summary>
static class InProcess
{
    /// <summary>Works with the test server of a <c>WebApplicationFactory</c> just so.</summary>
    public static NetworkOptions Reach(TestServer server) => new()
    {
        HttpMessageHandlerFactory = _ => server.CreateHandler(),
        WebSocketFactory = async (request, cancellationToken) =>
        {
            var sockets = server.CreateWebSocketClient();
            if (request.Subprotocol is { } subprotocol)
                sockets.SubProtocols.Add(subprotocol);
            return await sockets.ConnectAsync(request.Address, cancellationToken);
        },
    };
}
