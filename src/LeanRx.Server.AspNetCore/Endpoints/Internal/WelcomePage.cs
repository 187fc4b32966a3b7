using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace LeanRx.Server.AspNetCore.Endpoints.Internal;

/// <summary>
/// What a server of its own has beside its endpoints: a word for the browser that opens its address, and one for those who look for what is not there.
/// </summary>
static class WelcomePage
{
    public static void Map(WebApplication application)
    {
        var host = application.Services.GetRequiredService<ServerHost>();
        var doors = new Doors(application.MapGroup(""), host.Forwarded, host.Logger);
        doors.Map("/", [HttpMethods.Get, HttpMethods.Head], AnswerAsync);
        doors.MapNothing("/{**rest}", "There is nothing here. Clients connect at / by WebSocket; /openapi.json names the operations over HTTP.");
    }

    static Task AnswerAsync(HttpContext context)
    {
        context.Response.ContentType = "text/plain; charset=utf-8";
        return context.Response.WriteAsync("This is a LeanRx server. Clients connect here by WebSocket; GET /v1/route?appId=APPID tells the address.\n",
            context.RequestAborted);
    }
}
