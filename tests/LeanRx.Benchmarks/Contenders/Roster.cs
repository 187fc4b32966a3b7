using LeanRx.Transport.Sockets;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>Who can be measured, by the names that the command line knows.</summary>
static class Roster
{
    /// <summary>One for all clients, as it is meant to be.</summary>
    static readonly SocketTransport Sockets = new();

    public static IContender Make(string name, Uri server, string clientId = "tom") => name switch
    {
        "raw" => new RawContender(WebSocketOf(server), clientId),
        "count" => new CountContender(WebSocketOf(server), clientId),
        "signalr" => new SignalRContender(server),
        "leanrx" => new LeanContender(WebSocketOf(server), clientId),
        "sockets" => new LeanContender(WebSocketOf(server), clientId, Sockets),
        "stack" => new StackContender(WebSocketOf(server), clientId),
        _ => throw new ArgumentException($"Nobody is called {name}.", nameof(name)),
    };

    public static Uri WebSocketOf(Uri server) => new UriBuilder(server) { Scheme = "ws" }.Uri;
}
