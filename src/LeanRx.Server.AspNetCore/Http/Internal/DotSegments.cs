using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeanRx.Server.AspNetCore.Http.Internal;

/// <summary>
/// Ids may be «.» and «..». Kestrel takes them for steps in the path, even percent-encoded, and removes them before anybody sees them; here they are put back
/// for the REST operations.
/// </summary>
static class DotSegments
{
    static readonly string[] s_operations = ["/1.1/rtm/", "/1.2/rtm/", "/1.1/classes/", "/1.1/installations/", "/1.2/installations/"];

    /// <summary>
    /// What is said of a path whose steps were taken: it has come to name something else, and to delete the message «..» would be to delete its conversation.
    /// </summary>
    public const string Refusal =
        "A part of the path is . or .., which is taken for a step: write them percent-encoded where the host lets them through, or not at all.";

    /// <summary>Whether steps of the path were taken on its way here. A host that tells no raw paths leaves nothing to go by.</summary>
    public static bool AreLost(HttpContext context) =>
        context.Features.Get<IHttpRequestFeature>() is { } request && Count(request.RawTarget.Split('?')[0]) > Count(context.Request.Path.Value);

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

    static int Count(string? path) => path?.Split('/', '\\').Count(static part => Decoded(part) is "." or "..") ?? 0;

    /// <summary>As Kestrel decodes: all but slashes.</summary>
    static string Decoded(string part) => Uri.UnescapeDataString(part.Replace("%2F", "%252F", StringComparison.OrdinalIgnoreCase));
}
