using LeanRx.Common.Internal;
using LeanRx.Runtime.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>
/// Where the next connection goes: the WebSocket of the options, or what the router answered, for as long as the answer is good. Lives in the serial gate.
/// </summary>
internal sealed class RouteCache(LeanClientOptions options, SessionClock clock, ClientNetwork network)
{
    readonly IRouteResolver? _resolver = UrlSchemes.IsWebSocket(options.Server) ? null : options.RouteResolver ?? new HttpRouteResolver(network);
    ServerRoute? _route;
    DateTimeOffset _expiry;
    bool _useSecondary;

    /// <summary>The address to dial; null when the router must be asked first.</summary>
    public Uri? Current
    {
        get
        {
            if (_resolver is null)
                return options.Server;
            if (_route is null || clock.Now >= _expiry)
                return null;
            return Chosen(_route);
        }
    }

    /// <summary>Asks the router. An error is an error of the resolver.</summary>
    public Task<ServerRoute> AskAsync(CancellationToken cancellationToken) =>
        _resolver!.ResolveAsync(options.Server, options.ApplicationId, options.RequireTls, cancellationToken);

    /// <summary>Keeps an answer and gives the address to dial, whatever its time to live.</summary>
    public Uri Keep(ServerRoute route)
    {
        _route = route;
        _expiry = route.TimeToLive >= DateTimeOffset.MaxValue - clock.Now ? DateTimeOffset.MaxValue : clock.Now + route.TimeToLive;
        return Chosen(route);
    }

    /// <summary>Why a route cannot be taken; null where it can.</summary>
    public static string? Fault(LeanClientOptions options, ServerRoute route)
    {
        foreach (var address in new[] { route.Server, route.Secondary })
        {
            if (address is null)
                continue;
            if (!UrlSchemes.IsWebSocket(address))
                return $"The router {options.Server} named {address}, which is no ws or wss URL.";
            if (options.RequireTls && address.Scheme == "ws" && !(options.Server is { Scheme: "http", IsLoopback: true } && address.IsLoopback))
                return $"The router {options.Server} named {address}, which is not encrypted, and the option RequireTls asks for wss. Let the server be " +
                    "reached by TLS, or set RequireTls to false where that is meant.";
        }
        return null;
    }

    /// <summary>The address did not work: the other one is next, where there are two.</summary>
    public void Turn() => _useSecondary = !_useSecondary;

    // protocol.md §2.7
    /// <summary>Forgets the answer (goaway).</summary>
    public void Clear()
    {
        _route = null;
        _useSecondary = false;
    }

    Uri Chosen(ServerRoute route) => _useSecondary && route.Secondary is not null ? route.Secondary : route.Server;
}
