using LeanRx.Server;
using LeanRx.Server.Sqlite;

namespace LeanRx.Interop;

/// <summary>One server in this process. Its store is a file, so that a restart forgets nothing.</summary>
sealed class SingleServer : IBackend
{
    readonly LeanServerOptions _settings;
    readonly string _folder;
    LeanServer? _server;

    SingleServer(LeanServerOptions settings, string folder) => (_settings, _folder) = (settings, folder);

    LeanServer Server => _server ?? throw new InvalidOperationException("The server is not started.");

    public static async Task<IBackend> StartAsync(LeanServerOptions settings, DirectoryInfo folder)
    {
        var server = new SingleServer(settings, folder.FullName);
        await server.StartAsync(new Uri("http://127.0.0.1:0"));
        return server;
    }

    public Uri UrlOf(Place place) => Server.Url;

    public MessagingEngine NextEngine() => Server.Engine;

    public void Cut() => Server.DropConnections();

    public async Task RestartAsync(Func<Task>? meanwhile)
    {
        await Server.DisposeAsync();
        if (meanwhile is not null)
            await meanwhile();
        await StartAsync(Server.Url);
    }

    public ValueTask DisposeAsync() => _server?.DisposeAsync() ?? default;

    async Task StartAsync(Uri url) => _server = await LeanServer.StartAsync(_settings with
    {
        Url = url,
        Store = await SqliteMessageStore.OpenAsync(Path.Combine(_folder, "leanrx.db")),
        Files = DirectoryFileStore.Open(Path.Combine(_folder, "files")),
    });
}
