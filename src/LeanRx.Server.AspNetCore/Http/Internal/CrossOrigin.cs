using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Http.Internal;

// protocol.md §11.1 row 2
/// <summary>Lets pages of any origin call with the headers that the original SDKs send. What they get without keys is public.</summary>
static class CrossOrigin
{
    /// <summary>What a preflight is told where nothing is.</summary>
    public static readonly string[] AllMethods = [HttpMethods.Get, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete, HttpMethods.Options];

    const string AllowedHeaders =
        "Content-Type, Cache-Control, Range, X-LC-Id, X-LC-Key, X-LC-Sign, X-LC-Session, X-LC-IM-Session-Token, X-LC-Prod, X-LC-UA, "
        + "X-AVOSCloud-Application-Id, X-AVOSCloud-Application-Key, X-AVOSCloud-Application-Production, X-AVOSCloud-Request-Sign, X-AVOSCloud-Session-Token, "
        + "X-Uluru-Application-Id, X-Uluru-Application-Key, X-Uluru-Application-Production, X-Uluru-Session-Token";

    /// <summary>Adds the headers; true when the request was a preflight and needs no other answer.</summary>
    /// <param name="methods">What the endpoint takes.</param>
    public static bool Answered(HttpContext context, string[] methods)
    {
        var headers = context.Response.Headers;
        headers[HeaderNames.AccessControlAllowOrigin] = "*";
        if (!HttpMethods.IsOptions(context.Request.Method))
            return false;

        headers[HeaderNames.AccessControlAllowMethods] = string.Join(", ", methods);
        headers[HeaderNames.AccessControlAllowHeaders] = AllowedHeaders;
        headers[HeaderNames.AccessControlMaxAge] = "86400";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
