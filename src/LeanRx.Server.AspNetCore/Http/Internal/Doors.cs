using LeanRx.Protocol;
using LeanRx.Server.AspNetCore.Logging.Internal;
using LeanRx.Server.AspNetCore.Proxies.Internal;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Http.Internal;

/// <summary>
/// What holds at every HTTP endpoint: pages of other origins may call, nothing is taken for another type than it is, and whatever goes wrong is answered in
/// JSON.
/// </summary>
sealed class Doors(RouteGroupBuilder group, ForwardedRequests forwarded, ILogger logger)
{
    /// <summary>Maps a path. Other methods than those given are refused with 405.</summary>
    public void Map(string path, string[] methods, RequestDelegate answer)
    {
        string[] taken = [.. methods, HttpMethods.Options];
        group.Map(path, context => AnswerAsync(context, taken, answer)).WithMetadata(new InnerPath(path));
    }

    /// <summary>Maps what is not there: everything below a path that no other endpoint takes.</summary>
    public void MapNothing(string path, string error) =>
        group.Map(path, context =>
        AnswerAsync(context, null, _ => JsonAnswer.RefuseAsync(context, StatusCodes.Status404NotFound, StatusCodes.Status404NotFound, error)));

    async Task AnswerAsync(HttpContext context, string[]? methods, RequestDelegate answer)
    {
        await AnswerWithoutLogAsync(context, methods, answer).ConfigureAwait(false);
        if (logger.IsEnabled(LogLevel.Debug))
            HostLog.Answered(logger, context.Request.Method, context.Request.Path.ToUriComponent(), context.Response.StatusCode);
    }

    async Task AnswerWithoutLogAsync(HttpContext context, string[]? methods, RequestDelegate answer)
    {
        forwarded.Apply(context);
        context.Response.Headers[HeaderNames.XContentTypeOptions] = "nosniff";
        if (CrossOrigin.Answered(context, methods ?? CrossOrigin.AllMethods))
            return;
        if (DotSegments.AreLost(context))
        {
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, StatusCodes.Status400BadRequest, DotSegments.Refusal).ConfigureAwait(false);
            return;
        }

        try
        {
            await (methods is null || methods.Contains(context.Request.Method, StringComparer.OrdinalIgnoreCase) ? answer(context)
                : RefuseMethodAsync(context, methods)).ConfigureAwait(false);
        }
        catch (Exception exception) when (context.RequestAborted.IsCancellationRequested)
        {
            // Nobody is left to be answered.
            HostLog.Lost(logger, exception.Message);
        }
        catch (BadHttpRequestException exception) when (!context.Response.HasStarted)
        {
            HostLog.Lost(logger, exception.Message);
            context.Response.Headers[HeaderNames.Connection] = "close";
            await JsonAnswer.RefuseAsync(context, exception.StatusCode, exception.StatusCode, exception.Message).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception) when (!context.Response.HasStarted)
        {
            HostLog.RequestFailed(logger, exception, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, ErrorCodes.InternalError, exception.Message).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.Response.HasStarted)
        {
            HostLog.RequestFailed(logger, exception, (context.GetEndpoint() as RouteEndpoint)?.RoutePattern.RawText);
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status500InternalServerError, StatusCodes.Status500InternalServerError,
                "The server could not do this.").ConfigureAwait(false);
        }
    }

    static Task RefuseMethodAsync(HttpContext context, string[] methods)
    {
        var taken = string.Join(", ", methods);
        context.Response.Headers.Allow = taken;
        return JsonAnswer.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, StatusCodes.Status405MethodNotAllowed, $"This path takes {taken}.");
    }
}
