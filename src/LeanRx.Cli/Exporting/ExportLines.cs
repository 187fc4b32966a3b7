using System.Net;

namespace LeanRx.Cli.Exporting;

/// <summary>The two ways out: to the server, with the master key, and to wherever files lie, without it.</summary>
sealed record ExportLines(HttpClient Server, HttpClient Files) : IDisposable
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>The most bytes of one answer. A page of a thousand messages has some megabytes.</summary>
    const long MaxAnswerBytes = 512L * 1024 * 1024;

    public static ExportLines Create(ExportSettings settings) => Create(settings, new SocketsHttpHandler
    {
        // What leads elsewhere would carry the master key there.
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.All,
        MaxConnectionsPerServer = settings.Parallel,
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    }, new SocketsHttpHandler { MaxConnectionsPerServer = settings.Parallel, PooledConnectionLifetime = TimeSpan.FromMinutes(5) });

    public static ExportLines Create(ExportSettings settings, HttpMessageHandler server, HttpMessageHandler files)
    {
        var toServer = new HttpClient(server) { BaseAddress = settings.From, Timeout = Patience, MaxResponseContentBufferSize = MaxAnswerBytes };
        toServer.DefaultRequestHeaders.Add("X-LC-Id", settings.ApplicationId);
        toServer.DefaultRequestHeaders.Add("X-LC-Key", $"{settings.MasterKey},master");
        toServer.DefaultRequestHeaders.Add("Accept", "application/json");
        return new(toServer, new HttpClient(files) { Timeout = Patience });
    }

    public void Dispose()
    {
        Server.Dispose();
        Files.Dispose();
    }
}
