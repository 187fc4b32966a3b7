using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary><c>GET /health</c>: 200 while the server takes connections, 503 once it is stopping.</summary>
sealed class HealthEndpoint(ServerHost host)
{
    public Task AnswerAsync(HttpContext context) => host.IsStopping
        ? JsonAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, static json => json.WriteString("status"u8, "stopping"u8))
        : JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, static json => json.WriteString("status"u8, "ok"u8));
}
