using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;

namespace LeanRx.Server.AspNetCore.Http.Internal;

/// <summary>Marks an endpoint with its path below the server's base, so that the base is what stands before it, however many groups it is mapped in.</summary>
sealed class InnerPath(string pattern)
{
    readonly int _segments = RoutePatternFactory.Parse(pattern).PathSegments.Count;

    /// <summary>The base that a request came in by, without the application's own path base: begins with a slash or is empty.</summary>
    public static string PrefixOf(HttpRequest request)
    {
        if (request.HttpContext.GetEndpoint() is not RouteEndpoint endpoint || endpoint.Metadata.GetMetadata<InnerPath>() is not { } inner)
            return "";
        var before = endpoint.RoutePattern.PathSegments.Count - inner._segments;
        var segments = request.Path.ToUriComponent().Split('/', StringSplitOptions.RemoveEmptyEntries);
        return string.Concat(segments.Take(before).Select(segment => "/" + segment));
    }
}
