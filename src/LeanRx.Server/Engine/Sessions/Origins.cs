namespace LeanRx.Server.Internal;

/// <summary>The list of web origins that may connect (S92). A connection without an origin is no browser and passes.</summary>
internal static class Origins
{
    public static bool IsAllowed(AppOptions app, string? origin) =>
        origin is null || app.AllowedOrigins.Count == 0 || app.AllowedOrigins.Any(allowed => string.Equals(allowed.TrimEnd('/'), origin, StringComparison.OrdinalIgnoreCase));
}
