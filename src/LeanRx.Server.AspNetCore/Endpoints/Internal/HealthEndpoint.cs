using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using Microsoft.AspNetCore.Http;

namespace LeanRx.Server.AspNetCore.Endpoints.Internal;

/// <summary>
/// <c>GET /health</c>: 200 while the server takes connections and its stores keep what they are given; 503 with the reason otherwise, and once it is stopping.
/// <c>GET /ready</c>: the same, and 503 from the moment when it is asked to stop.
/// </summary>
sealed class HealthEndpoint(ServerHost host)
{
    readonly StoreHealth _store = new("The store", () => host.Store.CheckAsync(), host.Options.Engine.Scheduler);
    readonly StoreHealth _files = new("The file store", () => host.OpenedFiles?.CheckAsync() ?? default, host.Options.Engine.Scheduler);

    public async Task AnswerAsync(HttpContext context)
    {
        if (host.IsStopping)
            await WriteAsync(context, "stopping", "The server is stopping.").ConfigureAwait(false);
        else if ((await _store.AskAsync().ConfigureAwait(false) ?? await _files.AskAsync().ConfigureAwait(false)) is { } reason)
            await WriteAsync(context, "failing", reason).ConfigureAwait(false);
        else
            await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, static json => json.WriteString("status"u8, "ok"u8)).ConfigureAwait(false);
    }

    public Task AnswerReadyAsync(HttpContext context) => host.IsDraining && !host.IsStopping
        ? WriteAsync(context, "draining", "The server is about to stop.") : AnswerAsync(context);

    static Task WriteAsync(HttpContext context, string status, string reason) => JsonAnswer.WriteAsync(context, StatusCodes.Status503ServiceUnavailable, json =>
    {
        json.WriteString("status"u8, status);
        json.WriteNumber("code"u8, StatusCodes.Status503ServiceUnavailable);
        json.WriteString("error"u8, reason);
    });
}
