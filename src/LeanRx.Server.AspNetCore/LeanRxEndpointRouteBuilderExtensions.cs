using LeanRx.Server.AspNetCore.Admin.Internal;
using LeanRx.Server.AspNetCore.Endpoints.Internal;
using LeanRx.Server.AspNetCore.Files.Internal;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.AspNetCore.Rest.Internal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace LeanRx.Server;

/// <summary>Maps the endpoints of a LeanRx server that <c>AddLeanRx</c> added.</summary>
public static class LeanRxEndpointRouteBuilderExtensions
{
    // protocol.md §1, §9, §10
    /// <summary>Maps the endpoints of the server: the WebSocket, the route, health, files and REST.</summary>
    /// <remarks>
    /// <para>Below <paramref name="path"/> these are the WebSocket itself, <c>v1/route</c> and <c>2/route</c>, <c>health</c> and <c>ready</c>, uploads at
    /// <c>1.1/fileTokens</c>, <c>1.1/fileCallback</c>, <c>1.1/files</c> and <c>1.1/classes/_File</c>, files at <c>files</c>, and for operators the REST
    /// interface at <c>1.2/rtm</c>, <c>1.1/rtm</c> and <c>1.1/classes</c>, described by <c>openapi.json</c>; with <see
    /// cref="LeanServerOptions.AdminPage"/> a page at <c>admin</c>.</para>
    /// <para><c>UseWebSockets</c> is not needed. A page at the same path keeps working: only WebSocket requests go to the server.</para>
    /// </remarks>
    /// <param name="path">The base without trailing slash, for example <c>/chat</c>. Clients use <c>https://host/chat</c> then, with the prefixes of the groups
    /// in which it is mapped. Default: the root.</param>
    /// <exception cref="InvalidOperationException"><c>AddLeanRx</c> was not called.</exception>
    public static IEndpointConventionBuilder MapLeanRx(this IEndpointRouteBuilder endpoints, string path = "")
    {
        var host = endpoints.ServiceProvider.GetService<ServerHost>()
            ?? throw new InvalidOperationException("MapLeanRx needs the services of a LeanRx server: call builder.Services.AddLeanRx() before " +
                "builder.Build().");

        var group = endpoints.MapGroup(path.TrimEnd('/'));
        var routes = new RouteEndpoints(host.Options, host.Engine.Options.Apps!);
        var doors = new Doors(group, host.Forwarded, host.Logger);
        doors.Map("/v1/route", [HttpMethods.Get], routes.AnswerRouteAsync);
        doors.Map("/2/route", [HttpMethods.Get], routes.AnswerAppRouterAsync);
        var health = new HealthEndpoint(host);
        doors.Map("/health", [HttpMethods.Get, HttpMethods.Head], health.AnswerAsync);
        doors.Map("/ready", [HttpMethods.Get, HttpMethods.Head], health.AnswerReadyAsync);
        var credentials = new AppCredentials(host.Engine.Options, allowsOwnOrigin: host.Options.AdminPage);
        var addresses = new FileAddresses(new PublicAddress(host.Options));
        new UploadEndpoints(host, credentials, addresses).Map(doors);
        new FileEndpoints(host, credentials, addresses).Map(doors);
        new RestEndpoints(host, credentials, addresses).Map(doors);
        if (host.Options.AdminPage)
            new AdminPage(host).Map(group);
        WebSocketEndpoint.Map(group, host);
        return group;
    }
}
