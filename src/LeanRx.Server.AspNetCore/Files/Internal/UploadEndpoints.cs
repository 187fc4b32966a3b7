using System.Text.Json;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using LeanRx.Server.AspNetCore.Logging.Internal;
using LeanRx.Server.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeanRx.Server.AspNetCore.Files.Internal;

// protocol.md §9.2
/// <summary>
/// The three steps of an upload: <c>POST /1.1/fileTokens</c> with the application's keys, <c>PUT</c> of the bytes to the signed URL,
/// <c>POST /1.1/fileCallback</c>. The provider is always <c>s3</c>, a plain PUT, which every original SDK can do.
/// </summary>
sealed class UploadEndpoints(ServerHost host, AppCredentials credentials, FileAddresses addresses)
{
    const string Bucket = "leanrx";

    readonly UploadTokens _tokens = new(host.Store);

    public void Map(Doors doors)
    {
        doors.Map("/1.1/fileTokens", [HttpMethods.Post], IssueAsync);
        doors.Map("/1.1/uploads/{objectId}", [HttpMethods.Put], PutAsync);
        doors.Map("/1.1/fileCallback", [HttpMethods.Post], ConfirmAsync);
    }

    long Now => host.Options.Engine.Scheduler.Now.ToUnixTimeMilliseconds();

    async Task IssueAsync(HttpContext context)
    {
        if (credentials.Check(context.Request, Permission.StoreFile) is not { } app)
        {
            await FileRefusals.UnauthorizedAsync(context).ConfigureAwait(false);
            return;
        }

        if (await JsonBody.ReadAsync(context).ConfigureAwait(false) is not { } body)
        {
            await FileRefusals.BadRequestAsync(context, "The body must be a JSON object.").ConfigureAwait(false);
            return;
        }

        try
        {
            var request = FileTokenRequest.Of(body);
            if (request.Size > host.Options.MaxFileBytes)
            {
                await FileRefusals.TooLargeAsync(context, $"{request.Name} has {request.Size:N0} bytes", host.Options.MaxFileBytes).ConfigureAwait(false);
                return;
            }

            var keepsName = request.Name is not ("." or "..") && body.TryGetProperty("keep_file_name", out var keep) && keep.ValueKind == JsonValueKind.True;
            await AnswerAsync(context, app, request, keepsName).ConfigureAwait(false);
        }
        catch (FormatException exception)
        {
            await FileRefusals.BadRequestAsync(context, exception.Message).ConfigureAwait(false);
        }
    }

    async Task AnswerAsync(HttpContext context, AppOptions app, FileTokenRequest request, bool keepsName)
    {
        var file = request.NewFile(app, host.Options.Engine.Scheduler.Now);
        var token = await _tokens.IssueAsync(new UploadClaim(file, Now + (long)host.Options.UploadTimeToLive.TotalMilliseconds)).ConfigureAwait(false);
        var url = addresses.File(context.Request, file);
        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
        {
            json.WriteString("objectId"u8, file.ObjectId);
            json.WriteString("provider"u8, "s3"u8);
            json.WriteString("bucket"u8, Bucket);
            json.WriteString("key"u8, file.Key);
            json.WriteString("token"u8, token);
            json.WriteString("upload_url"u8, addresses.Upload(context.Request, file, token));
            json.WriteString("url"u8, keepsName ? $"{url}/{Uri.EscapeDataString(file.Name)}" : url);
            json.WriteString("name"u8, file.Name);
            json.WriteString("mime_type"u8, file.ContentType);
            json.WriteString("createdAt"u8, FileAddresses.Iso(file.CreatedAt));
        }).ConfigureAwait(false);
    }

    async Task PutAsync(HttpContext context)
    {
        var claim = await _tokens.ReadAsync(context.Request.Query["token"]).ConfigureAwait(false);
        if (claim is null || claim.File.ObjectId != context.Request.RouteValues["objectId"] as string)
            await FileRefusals.ForbiddenAsync(context, "This is no upload URL of this server: ask for one with POST /1.1/fileTokens.").ConfigureAwait(false);
        else if (claim.Expires <= Now)
            await FileRefusals.ForbiddenAsync(context, "This upload URL has expired: ask for another with POST /1.1/fileTokens.").ConfigureAwait(false);
        else if (context.Request.ContentLength > host.Options.MaxFileBytes)
            await FileRefusals.TooLargeAsync(context, $"The file has {context.Request.ContentLength:N0} bytes", host.Options.MaxFileBytes)
                .ConfigureAwait(false);
        else
            await StoreAsync(context, claim.File).ConfigureAwait(false);
    }

    /// <summary>The body, counted against what may be uploaded a minute: by what it says of its size, or else as it comes.</summary>
    /// <exception cref="UploadRateException">It is too much.</exception>
    Stream Counted(HttpContext context, FileRecord file)
    {
        var uploader = context.Connection.RemoteIpAddress?.ToString() ?? "";
        if (context.Request.ContentLength is not { } length)
            return new MeteredStream(context.Request.Body, read => host.Engine.Applications[file.ApplicationId].Clients.TryCountUpload(uploader, read));
        return host.Engine.Applications[file.ApplicationId].Clients.TryCountUpload(uploader, length) ? context.Request.Body : throw new UploadRateException();
    }

    async Task StoreAsync(HttpContext context, FileRecord file)
    {
        using var slot = host.FileSlots.TryTake();
        if (slot is null)
        {
            await FileRefusals.BusyAsync(context).ConfigureAwait(false);
            return;
        }

        // The limit here is the server's own; the web host's is for requests of other kinds.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } size)
            size.MaxRequestBodySize = null;
        try
        {
            var content = new LimitedStream(Counted(context, file), host.Options.MaxFileBytes);
            if (await StoreOnceAsync(file, content, context.RequestAborted).ConfigureAwait(false) is not { } stored)
            {
                await FileRefusals.ForbiddenAsync(context, "This upload URL has been used: ask for another with POST /1.1/fileTokens.").ConfigureAwait(false);
                return;
            }

            await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, json =>
            {
                json.WriteString("objectId"u8, stored.ObjectId);
                json.WriteNumber("size"u8, stored.Length);
            }).ConfigureAwait(false);
        }
        catch (FileTooLargeException)
        {
            await FileRefusals.TooLargeAsync(context, "The file is larger", host.Options.MaxFileBytes).ConfigureAwait(false);
        }
        catch (UploadRateException exception)
        {
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status429TooManyRequests, StatusCodes.Status429TooManyRequests, exception.Message)
                .ConfigureAwait(false);
        }
        catch (Exception exception) when (!context.RequestAborted.IsCancellationRequested
            && exception is (IOException and not BadHttpRequestException) or UnauthorizedAccessException)
        {
            HostLog.NotStored(host.Logger, file.ObjectId, exception);
            await JsonAnswer.RefuseAsync(context, StatusCodes.Status507InsufficientStorage, StatusCodes.Status507InsufficientStorage,
                "The server could not write the file; nothing of it was kept.").ConfigureAwait(false);
        }
    }

    /// <summary>
    /// An upload repeated after a lost answer finds its bytes there. Null for other bytes, and for a file that was deleted meanwhile: a URL that is remembered
    /// for ever has one content.
    /// </summary>
    async Task<FileRecord?> StoreOnceAsync(FileRecord file, Stream content, CancellationToken cancellationToken)
    {
        if (await host.Files.FindAsync(file.ApplicationId, file.ObjectId, cancellationToken).ConfigureAwait(false) is not { } earlier)
            return await host.Files.SaveAsync(file, content, cancellationToken).ConfigureAwait(false);
        if (await host.Files.OpenAsync(file.ApplicationId, file.ObjectId, cancellationToken).ConfigureAwait(false) is not { } stored)
            return null;
        await using var closing = stored.ConfigureAwait(false);
        return await AreSameAsync(stored, content, cancellationToken).ConfigureAwait(false) ? earlier : null;
    }

    static async Task<bool> AreSameAsync(Stream stored, Stream given, CancellationToken cancellationToken)
    {
        const int block = 64 * 1024;
        var (ours, theirs) = (new byte[block], new byte[block]);
        while (true)
        {
            var read = await stored.ReadAtLeastAsync(ours, block, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            var came = await given.ReadAtLeastAsync(theirs, block, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
            if (!ours.AsSpan(0, read).SequenceEqual(theirs.AsSpan(0, came)))
                return false;
            if (read < block)
                return true;
        }
    }

    async Task ConfirmAsync(HttpContext context)
    {
        if (credentials.Check(context.Request, Permission.StoreFile) is not { } app)
        {
            await FileRefusals.UnauthorizedAsync(context).ConfigureAwait(false);
            return;
        }

        var body = await JsonBody.ReadAsync(context).ConfigureAwait(false);
        var text = body is { } given && given.TryGetProperty("token", out var member) && member.ValueKind == JsonValueKind.String ? member.GetString() : null;
        var claim = await _tokens.ReadAsync(text).ConfigureAwait(false);
        if (claim is null || claim.File.ApplicationId != app.ApplicationId)
        {
            await FileRefusals.BadRequestAsync(context, "token is none that POST /1.1/fileTokens gave to this application.").ConfigureAwait(false);
            return;
        }

        if (body!.Value.TryGetProperty("result", out var result) && result.ValueKind == JsonValueKind.False)
            await host.Files.DeleteAsync(app.ApplicationId, claim.File.ObjectId, context.RequestAborted).ConfigureAwait(false);
        else if (await host.Files.FindAsync(app.ApplicationId, claim.File.ObjectId, context.RequestAborted).ConfigureAwait(false) is null)
        {
            await FileRefusals.NotFoundAsync(context).ConfigureAwait(false);
            return;
        }

        await JsonAnswer.WriteAsync(context, StatusCodes.Status200OK, static _ => { }).ConfigureAwait(false);
    }
}
