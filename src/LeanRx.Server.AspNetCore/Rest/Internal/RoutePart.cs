using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeanRx.Server.AspNetCore.Rest.Internal;

/// <summary>
/// A part of the path as the caller meant it. Kestrel decodes all but slashes, so that <c>%2F</c> (a slash) and <c>%252F</c> (that text) look alike behind it;
/// ids may have either.
/// </summary>
static class RoutePart
{
    const string Slash = "%2F";

    /// <param name="template">The path of the operation, with <c>{names}</c>.</param>
    public static string Of(HttpContext context, string template, string name)
    {
        var decoded = (string)context.Request.RouteValues[name]!;
        return decoded.Contains(Slash, StringComparison.OrdinalIgnoreCase) ? Raw(context, template, name, decoded) : decoded;
    }

    static string Raw(HttpContext context, string template, string name, string decoded)
    {
        var sent = context.Features.Get<IHttpRequestFeature>()?.RawTarget.Split('?')[0].Split('/') ?? [];
        var fromEnd = template.Split('/').Reverse().ToList().IndexOf($"{{{name}}}") + 1;
        var meant = fromEnd > sent.Length ? decoded : Uri.UnescapeDataString(sent[^fromEnd]);
        // A host that rewrites paths, or tells no raw ones, leaves the decoded part to go by.
        return IsAlike(meant, decoded) ? meant : decoded.Replace(Slash, "/", StringComparison.OrdinalIgnoreCase);
    }

    static bool IsAlike(string left, string right) =>
        string.Equals(left.Replace("/", Slash, StringComparison.Ordinal), right, StringComparison.OrdinalIgnoreCase);
}
