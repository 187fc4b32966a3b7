using System.Text.Json;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Files.Internal;

// protocol.md §9.4
/// <summary>Serves files to everybody who knows their URL, and tells the application what it knows of them.</summary>
sealed class FileEndpoints(ServerHost host, AppCredentials credentials, FileAddresses addresses)
{
    const int MaxUrlLength = 2048;

    public void Map(Doors doors)
    {
        doors.Map("/files/{applicationId}/{key}/{name?}", [HttpMethods.Get, HttpMethods.Head], ServeAsync);
        // The path of a file elsewhere names it once more in older SDKs; Java's creates it as an object of its class.
        doors.Map("/1.1/files/{objectId}", [HttpMethods.Get, HttpMethods.Delete, HttpMethods.Post], context => HttpMethods.IsPost(context.Request.Method)
            ? RegisterAsync(context) : ManageAsync(context));
        doors.Map("/1.1/files", [HttpMethods.Post], RegisterAsync);
        doors.Map("/1.1/classes/_File", [HttpMethods.Post], RegisterAsync);
    }

    async Task ServeAsync(HttpContext context)
    {
        var applicationId = (string)context.Request.RouteValues["applicationId"]!;
        using var slot = host.FileSlots.TryTake();
        if (slot is null)
        {
            await FileRefusals.BusyAsync(context).ConfigureAwait(false);
            return;
        }

        var objectId = FileAddresses.ObjectIdOf((string)context.Request.RouteValues["key"]!);
        if (await host.Files.FindAsync(applicationId, objectId, context.RequestAborted).ConfigureAwait(false) is not { ExternalUrl: null } file
            || await host.Files.OpenAsync(applicationId, objectId, context.RequestAborted).ConfigureAwait(false) is not { } content)
        {
            await FileRefusals.NotFoundAsync(context).ConfigureAwait(false);
            return;
        }

        var headers = context.Response.Headers;
        headers[HeaderNames.CacheControl] = "public, max-age=31536000, immutable";
        headers[HeaderNames.AccessControlExposeHeaders] = "Content-Length, Content-Range, Accept-Ranges, ETag";
        await TypedResults.Stream(content, FilePresentation.Describe(headers, file), fileDownloadName: null, file.CreatedAt,
            new EntityTagHeaderValue($"\"{objectId}\""), enableRangeProcessing: true)
            .ExecuteAsync(context).ConfigureAwait(false);
    }

    async Task ManageAsync(HttpContext context)
    {
        var isDelete = HttpMethods.IsDelete(context.Request.Method);
        if (credentials.Check(context.Request, isDelete ? Permission.DeleteFile : Permission.DescribeFile) is not { } app)
        {
            await (isDelete && credentials.Check(context.Request) is not null
                ? FileRefusals.ForbiddenAsync(context,
                    "Deleting a file needs the application's master key: X-LC-Key written KEY,master, or X-LC-Sign made with it; the application key came.")
                : FileRefusals.UnauthorizedAsync(context)).ConfigureAwait(false);
            return;
        }

        var objectId = (string)context.Request.RouteValues["objectId"]!;
        if (await host.Files.FindAsync(app.ApplicationId, objectId, context.RequestAborted).ConfigureAwait(false) is not { } file)
            await FileRefusals.NotFoundAsync(context).ConfigureAwait(false);
        else if (isDelete)
            await DeleteAsync(context, file).ConfigureAwait(false);
        else
            await DescribeAsync(context, file).ConfigureAwait(false);
    }

    /// <summary>Takes note of a file elsewhere on the net. Nothing is fetched.</summary>
    async Task RegisterAsync(HttpContext context)
    {
        if (credentials.Check(context.Request, Permission.StoreFile) is not { } app)
        {
            await FileRefusals.UnauthorizedAsync(context).ConfigureAwait(false);
            return;
        }

        if (await JsonBody.ReadAsync(context).ConfigureAwait(false) is not { } body
            || !body.TryGetProperty("url", out var given) || given.ValueKind != JsonValueKind.String
            || !Uri.TryCreate(given.GetString(), UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https")
                || url.AbsoluteUri.Length > MaxUrlLength)
        {
            await FileRefusals.BadRequestAsync(context, $"url must be an http or https URL of at most {MaxUrlLength} characters.").ConfigureAwait(false);
            return;
        }

        try
        {
            var file = FileTokenRequest.Of(body).NewFile(app, host.Options.Engine.Scheduler.Now) with { ExternalUrl = url.AbsoluteUri };
            await host.Files.SaveAsync(file, Stream.Null, context.RequestAborted).ConfigureAwait(false);
            await DescribeAsync(context, file, StatusCodes.Status201Created).ConfigureAwait(false);
        }
        catch (FormatException exception)
        {
            await FileRefusals.BadRequestAsync(context, exception.Message).ConfigureAwait(false);
        }
    }

    async Task DeleteAsync(HttpContext context, FileRecord file)
    {
        await host.Files.DeleteAsync(file.ApplicationId, file.ObjectId, context.RequestAborted).ConfigureAwait(false);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, static _ => { }).ConfigureAwait(false);
    }

    Task DescribeAsync(HttpContext context, FileRecord file, int status = StatusCodes.Status200OK) =>
        JsonAnswer.WriteAsync(context, status, json => FileObject.Write(json, file, addresses.File(context.Request, file)));
}
