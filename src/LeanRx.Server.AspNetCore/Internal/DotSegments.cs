using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeanRx.Server.AspNetCore.Internal;

/// <summary>Ids may be «.» and «..». Kestrel takes them for steps in the path, even percent-encoded, and removes them before anybody sees them; here they are put back for the REST operations.</summary>
static class DotSegments
{
    static readonly string[] s_operations = ["/1.1/rtm/", "/1.2/rtm/"];

    public static Task RestoreAsync(HttpContext context, RequestDelegate next)
    {
        var sent = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0] ?? "";
        if (sent.Contains("%2E", StringComparison.OrdinalIgnoreCase) && s_operations.Any(prefix => sent.StartsWith(prefix, StringComparison.Ordinal)))
        {
            var parts = sent.Split('/');
            if (parts.Any(static part => Decoded(part) is "." or ".." && part is not ("." or "..")))
                context.Request.Path = string.Join('/', parts.Select(Decoded));
        }
        return next(context);
    }

    /// <summary>As Kestrel decodes: all but slashes.</summary>
    static string Decoded(string part) => Uri.UnescapeDataString(part.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase));
}
