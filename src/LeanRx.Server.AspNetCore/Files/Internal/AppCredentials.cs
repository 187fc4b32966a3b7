using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using LeanRx.Server.AspNetCore.Http.Internal;
using Microsoft.AspNetCore.Http;
using Microsoft.Net.Http.Headers;

namespace LeanRx.Server.AspNetCore.Files.Internal;

/// <summary>Who calls: the headers of the original API, new names and old ones, checked against the keys of the application.</summary>
sealed class AppCredentials(ServerOptions options, bool allowsOwnOrigin = false)
{
    static readonly string[] IdHeaders = ["X-LC-Id", "X-AVOSCloud-Application-Id", "X-Uluru-Application-Id"];
    static readonly string[] KeyHeaders = ["X-LC-Key", "X-AVOSCloud-Application-Key", "X-Uluru-Application-Key"];
    static readonly string[] SignHeaders = ["X-LC-Sign", "X-AVOSCloud-Request-Sign"];

    readonly Dictionary<string, AppOptions> _apps = options.Apps!.ToDictionary(app => app.ApplicationId, StringComparer.Ordinal);

    /// <summary>The application for which the request may ask for something: its credentials open the permission.</summary>
    public AppOptions? Check(HttpRequest request, Permission permission) =>
        Check(request, needsMaster: !PermissionRules.CredentialsFor(permission).HasFlag(Credentials.ApplicationKey));

    /// <summary>
    /// The application whose key or signature the request carries; null when it carries none, or a wrong one, or comes from a page that the application does
    /// not allow.
    /// </summary>
    /// <param name="needsMaster">Whether it must be the master key.</param>
    public AppOptions? Check(HttpRequest request, bool needsMaster = false)
    {
        if (First(request, IdHeaders) is not { } id || !_apps.TryGetValue(id, out var app) || !AllowsOrigin(app, request))
            return null;
        if (First(request, KeyHeaders) is { } key)
            return IsKey(app, key, needsMaster) ? app : null;
        return First(request, SignHeaders) is { } sign && IsSignature(app, sign, needsMaster) ? app : null;
    }

    /// <summary><c>KEY</c>, or <c>MASTERKEY,master</c>.</summary>
    static bool IsKey(AppOptions app, string text, bool needsMaster)
    {
        var parts = text.Split(',', 2);
        return parts.Length == 1 ? !needsMaster && IsSame(app.ApplicationKey, parts[0])
            : parts[1] == "master" && IsSame(app.MasterKey, parts[0]);
    }

    bool AllowsOrigin(AppOptions app, HttpRequest request) => OriginOf(request) is var origin
        && (app.AllowsOrigin(origin) || (allowsOwnOrigin && OwnOrigin.IsNamed(request, origin)));

    /// <summary>Null when no browser speaks for a page. Of several none is believed: what is no origin is none that is allowed.</summary>
    static string? OriginOf(HttpRequest request) => request.Headers.TryGetValue(HeaderNames.Origin, out var origin) ? origin.ToString() : null;

    /// <summary>
    /// <c>MD5(TIMESTAMP + KEY),TIMESTAMP</c>, and <c>,master</c> behind it when the key is the master key. The timestamp is in milliseconds; one that is too
    /// old or too new makes a header that somebody has seen worthless.
    /// </summary>
    bool IsSignature(AppOptions app, string text, bool needsMaster)
    {
        var parts = text.Split(',');
        if (parts.Length is not (2 or 3) || (parts.Length == 3 && parts[2] != "master") || (needsMaster && parts.Length == 2) || !IsTimely(parts[1]))
            return false;
        var key = parts.Length == 3 ? app.MasterKey : app.ApplicationKey;
        return key is { Length: > 0 } && IsSame(Md5(parts[1] + key), parts[0]);
    }

    bool IsTimely(string timestamp)
    {
        var window = (long)options.Limits.RequestSignatureWindow.TotalMilliseconds;
        var now = options.Scheduler.Now.ToUnixTimeMilliseconds();
        return long.TryParse(timestamp, NumberStyles.None, CultureInfo.InvariantCulture, out var madeAt) && madeAt >= now - window && madeAt <= now + window;
    }

    static string Md5(string text)
    {
#pragma warning disable CA5351 // The wire asks for MD5.
        return Convert.ToHexStringLower(MD5.HashData(Encoding.UTF8.GetBytes(text)));
#pragma warning restore CA5351
    }

    static bool IsSame(string? expected, string given) =>
        expected is { Length: > 0 } && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(expected), Encoding.UTF8.GetBytes(given));

    static string? First(HttpRequest request, string[] names)
    {
        foreach (var name in names)
            if (request.Headers.TryGetValue(name, out var values) && values.Count == 1 && values[0] is { Length: > 0 } value)
                return value;
        return null;
    }
}
