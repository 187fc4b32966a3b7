using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Http.Internal;

/// <summary>Whether a request comes from a page of this server, or from no page at all.</summary>
static class OwnOrigin
{
    /// <summary>True without an origin: then no page of elsewhere can read the answer.</summary>
    public static bool Is(HttpRequest request) => !request.Headers.TryGetValue(HeaderNames.Origin, out var origin) || IsNamed(request, origin.ToString());

    public static bool IsNamed(HttpRequest request, string? origin) =>
        string.Equals(origin, $"{request.Scheme}://{request.Host.ToUriComponent()}", StringComparison.OrdinalIgnoreCase);
}
