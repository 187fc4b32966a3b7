using System.Text.Json;
using LeanRx.Protocol;
using LeanRx.Server.AspNetCore.Files.Internal;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.AspNetCore.Logging.Internal;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

// protocol.md §10
/// <summary>
/// The REST interface for operators: every operation of the tables, behind the keys of its application, and the OpenAPI document that describes them.
/// </summary>
sealed class RestEndpoints(ServerHost host, AppCredentials credentials, FileAddresses addresses)
{
    public static IReadOnlyList<RestOperation> Operations { get; } =
        [.. ConversationOperationsTable.All, .. MessageOperationsTable.All, .. ServiceOperationsTable.All, .. HistoryTable.All, .. OldMessageTable.All,
        .. OldSubscriptionTable.All, .. ModerationOperationsTable.All, .. ClientOperationsTable.All, .. StatisticsOperationsTable.All,
        .. NotificationOperationsTable.All,
        .. ConversationClassTable.All, .. MemberInfoClassTable.All, .. InstallationTable.All, .. ScanTable.All];

    public void Map(Doors doors)
    {
        foreach (var path in Operations.GroupBy(operation => operation.Path))
        {
            var byMethod = path.ToDictionary(operation => operation.Method, StringComparer.OrdinalIgnoreCase);
            doors.Map(path.Key, [.. byMethod.Keys], context => AnswerAsync(context, byMethod[context.Request.Method]));
        }

        foreach (var below in (string[])["/1.1/{**rest}", "/1.2/{**rest}"])
            doors.MapNothing(below, "There is no such operation; /openapi.json names all.");

        doors.Map("/openapi.json", [HttpMethods.Get], static context =>
            JsonAnswer.WriteValueAsync(context, StatusCodes.Status200OK, json => OpenApiDocument.Write(json, PlaceOf(context))));
    }

    /// <summary>Where the operations are, seen from the root of the host.</summary>
    static string PlaceOf(HttpContext context) =>
        (context.Request.PathBase + context.Request.Path).Value![..^"/openapi.json".Length] is { Length: > 0 } place ? place : "/";

    async Task AnswerAsync(HttpContext context, RestOperation operation)
    {
        try
        {
            var answer = await HandleAsync(context, operation).ConfigureAwait(false);
            await JsonAnswer.WriteValueAsync(context, operation.Status, answer.Write).ConfigureAwait(false);
        }
        catch (RestFaultException fault)
        {
            await JsonAnswer.RefuseAsync(context, fault.Status, fault.Status, fault.Message).ConfigureAwait(false);
        }
        catch (OperationRefusedException refusal)
        {
            var status = refusal.Code switch
            {
                ErrorCodes.ConversationNotFound or ErrorCodes.TemporaryConversationExpired or ErrorCodes.MessageNotFound => StatusCodes.Status404NotFound,
                ErrorCodes.MessageSentQuotaExceeded => StatusCodes.Status429TooManyRequests,
                _ => StatusCodes.Status400BadRequest,
            };
            await JsonAnswer.RefuseAsync(context, status, refusal.Code, refusal.Message).ConfigureAwait(false);
        }
        catch (ArgumentException exception)
        {
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status400BadRequest, StatusCodes.Status400BadRequest, exception.Message).ConfigureAwait(false);
        }
        catch (StoreUnavailableException exception)
        {
            HostLog.RestFailed(host.Logger, exception, operation.Method, operation.Path);
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status503ServiceUnavailable, ErrorCodes.InternalError, exception.Message).ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested)
        {
            HostLog.RestFailed(host.Logger, exception, operation.Method, operation.Path);
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status500InternalServerError, ErrorCodes.InternalError, "The server could not do this.")
                .ConfigureAwait(false);
        }
    }

    async Task<RestAnswer> HandleAsync(HttpContext context, RestOperation operation)
    {
        var master = credentials.Check(context.Request, needsMaster: true);
        if ((operation.NeedsMaster ? master : master ?? credentials.Check(context.Request)) is not { } app)
        {
            throw new RestFaultException(
                StatusCodes.Status401Unauthorized,
                "Unauthorized: X-LC-Id must name an application of this server, and X-LC-Key (or X-LC-Sign) must carry its " +
                $"{(operation.NeedsMaster ? "master key, written KEY,master" : "key")}; a signature is good for some minutes, and a page must come from an " +
                "origin that the application allows.");
        }

        if (host.IsStopping)
            throw new RestFaultException(StatusCodes.Status503ServiceUnavailable, "The server is stopping.");
        var call = new RestCall(context, operation, host, addresses, app, master is not null, await BodyAsync(context, operation).ConfigureAwait(false));
        call.Check();
        return await operation.Handle(call).ConfigureAwait(false);
    }

    static async Task<JsonElement> BodyAsync(HttpContext context, RestOperation operation)
    {
        if (!operation.HasBody || (operation.IsBodyOptional && context.Features.Get<IHttpRequestBodyDetectionFeature>() is { CanHaveBody: false }))
            return JsonElement.Parse("{}");
        try
        {
            return await JsonBody.ReadBoundedAsync(context).ConfigureAwait(false)
                ?? throw new RestFaultException(StatusCodes.Status400BadRequest,
                    "The body must be a JSON object that names no member twice and nests at most 64 deep, all of it Unicode text.");
        }
        catch (FileTooLargeException)
        {
            throw new RestFaultException(StatusCodes.Status413PayloadTooLarge, "The body is too large: at most 64 KiB are taken.");
        }
    }
}
