using System.Net;

namespace LeanRx.Cli.Rest;

/// <summary>The way to the REST interface of a server, with an application's master key.</summary>
static class MasterClient
{
    /// <summary>The most bytes of one answer. A page of a thousand messages has some megabytes.</summary>
    const long MaxAnswerBytes = 512L * 1024 * 1024;

    public static readonly TimeSpan AnswerTimeout = TimeSpan.FromMinutes(2);

    public static HttpClient Create(Uri server, string applicationId, string masterKey, int maxConnections) => Create(server, applicationId, masterKey,
        new SocketsHttpHandler
        {
            // What leads elsewhere would carry the master key there.
            AllowAutoRedirect = false,
            AutomaticDecompression = DecompressionMethods.All,
            MaxConnectionsPerServer = maxConnections,
            PooledConnectionLifetime = TimeSpan.FromMinutes(5),
        });

    public static HttpClient Create(Uri server, string applicationId, string masterKey, HttpMessageHandler handler)
    {
        var root = server.AbsolutePath.EndsWith('/') ? server : new UriBuilder(server) { Path = server.AbsolutePath + "/" }.Uri;
        var client = new HttpClient(handler) { BaseAddress = root, Timeout = AnswerTimeout, MaxResponseContentBufferSize = MaxAnswerBytes };
        client.DefaultRequestHeaders.Add("X-LC-Id", applicationId);
        client.DefaultRequestHeaders.Add("X-LC-Key", $"{masterKey},master");
        client.DefaultRequestHeaders.Add("Accept", "application/json");
        return client;
    }
}
