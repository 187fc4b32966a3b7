using System.Security.Cryptography;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Http.Internal;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Admin.Internal;

/// <summary>
/// The page of an operator, from files in this assembly. It is for itself alone: nothing of it is given to pages of other origins or shown in a frame, it loads
/// nothing from elsewhere, and what it knows it asks the REST interface for, with a key that a person types.
/// </summary>
sealed class AdminPage(ServerHost host)
{
    const string Prefix = "LeanRx.Server.AspNetCore.Admin.";

    const string Policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; " +
        "frame-ancestors 'none'";

    public void Map(RouteGroupBuilder group)
    {
        group.Map("/admin", Answering("admin.html", "text/html; charset=utf-8")).WithMetadata(new InnerPath("/admin"));
        foreach (var name in typeof(AdminPage).Assembly.GetManifestResourceNames().Where(name => name.StartsWith(Prefix, StringComparison.Ordinal)))
        {
            var file = name[Prefix.Length..];
            if (TypeOf(file) is { } type)
                group.Map($"/admin/{file}", Answering(file, type)).WithMetadata(new InnerPath($"/admin/{file}"));
        }
    }

    static string? TypeOf(string file) => Path.GetExtension(file) switch
    {
        ".js" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".svg" => "image/svg+xml",
        _ => null,
    };

    RequestDelegate Answering(string file, string type)
    {
        using var stream = typeof(AdminPage).Assembly.GetManifestResourceStream(Prefix + file)!;
        var content = new byte[stream.Length];
        stream.ReadExactly(content);
        var tag = $"\"{Convert.ToHexStringLower(SHA256.HashData(content))[..16]}\"";
        return context => AnswerAsync(context, content, type, tag);
    }

    Task AnswerAsync(HttpContext context, byte[] content, string type, string tag)
    {
        host.Forwarded.Apply(context);
        var (request, response) = (context.Request, context.Response);
        var headers = response.Headers;
        headers[HeaderNames.XContentTypeOptions] = "nosniff";
        headers[HeaderNames.ContentSecurityPolicy] = Policy;
        headers[HeaderNames.XFrameOptions] = "DENY";
        headers["Referrer-Policy"] = "no-referrer";
        headers["Cross-Origin-Opener-Policy"] = "same-origin";
        headers["Cross-Origin-Resource-Policy"] = "same-origin";
        if (!HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method))
        {
            headers.Allow = "GET, HEAD";
            return JsonAnswer.RefuseAsync(context, StatusCodes.Status405MethodNotAllowed, StatusCodes.Status405MethodNotAllowed, "This path takes GET, HEAD.");
        }
        if (!OwnOrigin.Is(request))
            return JsonAnswer.RefuseAsync(context, StatusCodes.Status403Forbidden, StatusCodes.Status403Forbidden, "This page is not for other origins.");
        // What the page loads stands relative to it, below the path at which the server is mapped.
        if (request.Path.Value is ['/', .., '/'])
        {
            response.StatusCode = StatusCodes.Status308PermanentRedirect;
            headers.Location = "../admin";
            return Task.CompletedTask;
        }
        headers.ETag = tag;
        headers.CacheControl = "no-cache";
        if (request.Headers.IfNoneMatch == tag)
        {
            response.StatusCode = StatusCodes.Status304NotModified;
            return Task.CompletedTask;
        }
        response.ContentType = type;
        response.ContentLength = content.Length;
        return HttpMethods.IsHead(request.Method) ? Task.CompletedTask : response.Body.WriteAsync(content, context.RequestAborted).AsTask();
    }
}
