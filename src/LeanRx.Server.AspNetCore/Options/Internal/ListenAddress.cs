namespace LeanRx.Server.AspNetCore.Options.Internal;

/// <summary>What a server is told to listen on, and what its clients are told.</summary>
static class ListenAddress
{
    public static Uri Of(LeanServerOptions options)
    {
        var url = options.Url;
        if (!url.IsAbsoluteUri || url.Scheme != (options.Tls is null ? Uri.UriSchemeHttp : Uri.UriSchemeHttps)
            || url.AbsolutePath != "/" || url.Query.Length > 0)
            throw new ArgumentException($"LeanServerOptions.Url must be http://ADDRESS:PORT without path, or https://ADDRESS:PORT with " +
                $"LeanServerOptions.Tls, not '{url}'{(options.Tls is null ? "" : " (Tls is given)")}.", nameof(options));

        // Kestrel cannot pick one port for both loopback addresses.
        return url is { Host: "localhost", Port: 0 } ? new UriBuilder(url) { Host = "127.0.0.1" }.Uri : url;
    }

    public static Uri Reachable(string bound)
    {
        var url = new Uri(bound);
        return url.Host switch
        {
            "0.0.0.0" => new UriBuilder(url) { Host = "127.0.0.1" }.Uri,
            "[::]" => new UriBuilder(url) { Host = "[::1]" }.Uri,
            _ => url,
        };
    }
}
