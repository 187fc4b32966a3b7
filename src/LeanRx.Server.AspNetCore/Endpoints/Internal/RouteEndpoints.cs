using LeanRx.Protocol;
using LeanRx.Server.AspNetCore.Http.Internal;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Endpoints.Internal;

// protocol.md §1.2, §1.1
/// <summary>Tells clients where the server is: <c>GET /v1/route</c> and <c>GET /2/route</c>. Both point at this server.</summary>
sealed class RouteEndpoints(LeanServerOptions options, IReadOnlyList<AppOptions> apps)
{
    readonly HashSet<string> _applicationIds = [.. apps.Select(app => app.ApplicationId)];
    readonly PublicAddress _address = new(options);
    readonly long _timeToLive = (long)options.RouteTimeToLive.TotalSeconds;

    public async Task AnswerRouteAsync(HttpContext context)
    {
        if (!await IsKnownAsync(context).ConfigureAwait(false))
            return;

        var server = _address.WebSocketUrl(context.Request);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteString("groupId"u8, "g0"u8);
            json.WriteString("server"u8, server);
            json.WriteString("secondary"u8, server);
            json.WriteNumber("ttl"u8, _timeToLive);
        }).ConfigureAwait(false);
    }

    public async Task AnswerAppRouterAsync(HttpContext context)
    {
        if (!await IsKnownAsync(context).ConfigureAwait(false))
            return;

        var host = _address.HostAndPath(context.Request);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteString("api_server"u8, host);
            json.WriteString("rtm_router_server"u8, host);
            json.WriteString("push_server"u8, host);
            json.WriteString("push_router_server"u8, host);
            json.WriteString("engine_server"u8, host);
            json.WriteString("stats_server"u8, host);
            json.WriteNumber("ttl"u8, _timeToLive);
        }).ConfigureAwait(false);
    }

    async ValueTask<bool> IsKnownAsync(HttpContext context)
    {
        var applicationId = context.Request.Query["appId"].ToString();
        if (_applicationIds.Contains(applicationId))
            return true;

        await (applicationId.Length == 0
            ? JsonAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, ErrorCodes.AppNotAvailable, "The query parameter appId is missing.")
            : JsonAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, ErrorCodes.AppNotAvailable, "There is no application with this appId."))
                .ConfigureAwait(false);
        return false;
    }
}
