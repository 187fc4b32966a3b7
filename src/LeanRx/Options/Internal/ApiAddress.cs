namespace LeanRx.Options.Internal;

/// <summary>Where the server's REST interface is.</summary>
internal static class ApiAddress
{
    public static Uri Of(LeanClientOptions options)
    {
        var server = options.ApiServer ?? options.Server;
        var scheme = server.Scheme is "https" or "wss" ? "https" : "http";
        return new Uri($"{scheme}://{server.Authority}{server.AbsolutePath.TrimEnd('/')}/");
    }
}
