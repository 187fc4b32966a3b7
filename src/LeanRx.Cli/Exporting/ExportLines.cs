using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Exporting;

/// <summary>The two ways out: to the server, with the master key, and to wherever files lie, without it.</summary>
sealed record ExportLines(HttpClient Server, HttpClient Files) : IDisposable
{
    public static ExportLines Create(ExportSettings settings) => new(
        MasterClient.Create(settings.From, settings.ApplicationId, settings.MasterKey, settings.Parallel),
        new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = settings.Parallel, PooledConnectionLifetime = TimeSpan.FromMinutes(5) })
        {
            Timeout = MasterClient.AnswerTimeout,
        });

    public static ExportLines Create(ExportSettings settings, HttpMessageHandler server, HttpMessageHandler files) => new(
        MasterClient.Create(settings.From, settings.ApplicationId, settings.MasterKey, server),
        new HttpClient(files) { Timeout = MasterClient.AnswerTimeout });

    public void Dispose()
    {
        Server.Dispose();
        Files.Dispose();
    }
}
