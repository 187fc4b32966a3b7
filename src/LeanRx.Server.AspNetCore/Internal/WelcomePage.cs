using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>What a browser sees that opens the server's address.</summary>
static class WelcomePage
{
    public static Task AnswerAsync(HttpContext context) =>
        context.Response.WriteAsync("This is a LeanRx server. Clients connect here by WebSocket; GET /v1/route?appId=APPID tells the address.\n", context.RequestAborted);
}
