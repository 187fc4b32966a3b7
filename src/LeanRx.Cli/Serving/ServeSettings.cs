using System.Net;
using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>What <c>leanrx serve</c> was told, checked.</summary>
/// <param name="Url">Where to listen.</param>
/// <param name="Directory">Where data is kept; null for memory.</param>
/// <param name="Apps">Who may connect.</param>
/// <param name="Limits">Bounds and rates.</param>
/// <param name="PublicUrl">What clients are told; null for the URL that they used.</param>
/// <param name="MaxFileBytes">Largest upload.</param>
/// <param name="IsVerbose">Whether the log has more than warnings.</param>
sealed record ServeSettings(Uri Url, string? Directory, IReadOnlyList<AppOptions> Apps, ServerLimits Limits, Uri? PublicUrl, long MaxFileBytes, bool IsVerbose)
{
    /// <summary>Who is believed in <c>X-Forwarded-*</c>.</summary>
    public IReadOnlyList<string> KnownProxies { get; init; } = [];

    /// <summary>The value of <c>--data</c> for a store in memory.</summary>
    public const string Memory = "memory";

    /// <exception cref="ToolException">An argument cannot be used; the message names it.</exception>
    public static ServeSettings Of(string urls, string data, IReadOnlyList<AppOptions> apps, string limits, string? publicUrl, bool requireSignatures,
        IReadOnlyList<string> origins, string maxFileSize, bool isVerbose) => new(
        CheckOpen(ParseUrl(urls), apps),
        data == Memory ? null : data,
        CheckApps(apps, requireSignatures, ParseOrigins(origins)),
        ParseLimits(limits),
        publicUrl is null ? null : ParsePublicUrl(publicUrl),
        FileSize.Parse(maxFileSize, "--max-file-size"),
        isVerbose);

    static Uri ParseUrl(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.PathAndQuery == "/" && url.UserInfo.Length == 0)
            return url;
        throw new ToolException($"--urls {text}: give one URL of the form http://ADDRESS:PORT, for example http://127.0.0.1:5454, or https://ADDRESS:PORT " +
            "with --certificate");
    }

    /// <summary>The demo application, whose keys are published, is for this computer alone, unless somebody names it.</summary>
    static Uri CheckOpen(Uri url, IReadOnlyList<AppOptions> given) => given.Count > 0 || url.Host == "localhost"
        || IPAddress.TryParse(url.Host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address)
        ? url
        : throw new ToolException($"--urls {url.OriginalString}: others can reach this address, and the only application is the one for demos, whose keys " +
            "are published: name one with --app-file, LEANRX_APPS or --app (for the demos' one --app demo:demo-key:demo-master-key)");

    static IReadOnlyList<AppOptions> CheckApps(IReadOnlyList<AppOptions> given, bool requireSignatures, IReadOnlyList<string> origins)
    {
        IReadOnlyList<AppOptions> apps = given.Count == 0 ? [AppOptions.Demo] : given;
        if (apps.GroupBy(app => app.ApplicationId).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ToolException($"--app {twice.Key}: given twice");
        if (requireSignatures && apps.FirstOrDefault(app => app.MasterKey is null) is { } unsigned)
            throw new ToolException($"--require-signatures: --app {unsigned.ApplicationId} has no master key to sign with, give APPID:APPKEY:MASTERKEY in " +
                "--app-file or LEANRX_APPS");

        return [.. apps.Select(app =>
            app with { RequireLoginSignature = requireSignatures, RequireConversationSignature = requireSignatures, AllowedOrigins = origins })];
    }

    static ServerLimits ParseLimits(string text) => text switch
    {
        "default" => ServerLimits.Default,
        "leancloud" => ServerLimits.LeanCloud,
        "none" => ServerLimits.Unlimited,
        _ => throw new ToolException($"--limits {text}: give 'default', 'leancloud' or 'none'"),
    };

    static Uri ParsePublicUrl(string text)
    {
        if (Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" or "ws" or "wss" && url.Query.Length == 0)
            return url;
        throw new ToolException($"--public-url {text}: give a URL that begins with https://, http://, wss:// or ws://");
    }

    /// <exception cref="ToolException">One is no address.</exception>
    public static IReadOnlyList<string> ParseProxies(IReadOnlyList<string> texts)
    {
        string[] proxies = [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        if (proxies.FirstOrDefault(proxy => !IPAddress.TryParse(proxy, out _) && !IPNetwork.TryParse(proxy, out _)) is { } unknown)
            throw new ToolException($"--known-proxies {unknown}: give an address or a network, for example 127.0.0.1 or 10.0.0.0/8");
        return proxies;
    }

    static IReadOnlyList<string> ParseOrigins(IReadOnlyList<string> texts)
    {
        string[] origins = [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))];
        foreach (var origin in origins)
            if (!Uri.TryCreate(origin, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/"
                || origin.EndsWith('/'))
                throw new ToolException($"--origins {origin}: an origin is a scheme and a host without path, for example https://chat.example.com");
        return origins;
    }
}
