using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Lets pages of any origin ask for the route (protocol.md §11.1 row 2) with the headers of §9.1. What it tells is public.</summary>
static class CrossOrigin
{
    public static readonly string[] Methods = [HttpMethods.Get, HttpMethods.Options];

    const string AllowedHeaders =
        "Content-Type, X-LC-Id, X-LC-Key, X-LC-Sign, X-LC-Session, X-LC-IM-Session-Token, X-LC-Prod, X-LC-UA, "
        + "X-AVOSCloud-Application-Id, X-AVOSCloud-Application-Key, X-AVOSCloud-Application-Production, X-AVOSCloud-Request-Sign, X-AVOSCloud-Session-Token, "
        + "X-Uluru-Application-Id, X-Uluru-Application-Key, X-Uluru-Application-Production, X-Uluru-Session-Token";

    /// <summary>Adds the headers; true when the request was a preflight and needs no other answer.</summary>
    public static bool Answered(HttpContext context)
    {
        var headers = context.Response.Headers;
        headers[HeaderNames.AccessControlAllowOrigin] = "*";
        if (!HttpMethods.IsOptions(context.Request.Method))
            return false;

        headers[HeaderNames.AccessControlAllowMethods] = "GET, OPTIONS";
        headers[HeaderNames.AccessControlAllowHeaders] = AllowedHeaders;
        headers[HeaderNames.AccessControlMaxAge] = "86400";
        context.Response.StatusCode = StatusCodes.Status204NoContent;
        return true;
    }
}
