using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>Leaves requests that are no WebSocket handshakes to whatever else stands at the same path.</summary>
sealed class WebSocketMatcherPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    /// <summary>Before all policies that look at the method: HTTP/1.1 asks by GET, HTTP/2 by CONNECT.</summary>
    public override int Order => -10_000;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) => endpoints.Any(IsWebSocketOnly);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        if (IsHandshake(httpContext))
            return Task.CompletedTask;

        for (var index = 0; index < candidates.Count; index++)
            if (IsWebSocketOnly(candidates[index].Endpoint))
                candidates.SetValidity(index, false);
        return Task.CompletedTask;
    }

    static bool IsWebSocketOnly(Endpoint endpoint) => endpoint.Metadata.GetMetadata<WebSocketOnly>() is not null;

    static bool IsHandshake(HttpContext context) =>
        (HttpMethods.IsGet(context.Request.Method) && context.Request.Headers[HeaderNames.Upgrade].ToString()
            .Equals("websocket", StringComparison.OrdinalIgnoreCase))
        || context.Features.Get<IHttpExtendedConnectFeature>() is { IsExtendedConnect: true, Protocol: "websocket" };

    /// <summary>Marks the endpoint of the sockets.</summary>
    public sealed class WebSocketOnly;
}
