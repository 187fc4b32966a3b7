using System.Security.Cryptography.X509Certificates;
using LeanRx.Server;
using LeanRx.Server.Sqlite;

namespace LeanRx.Interop;

/// <summary>
/// A server that can be cut off and restarted, with TLS in front of it, and one process for each SDK. Its store is a file, so that a restart forgets nothing.
/// </summary>
public sealed class Theatre : IAsyncDisposable
{
    readonly Dictionary<string, NodeProcess> _processes = [];
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leanrx-interop-");
    readonly X509Certificate2 _certificate;
    readonly Front _front;
    LeanServer? _server;
    int _lastClient;

    Theatre()
    {
        _certificate = SelfSigned.Make(CertificateFile);
        _front = new Front(() => Server.Url, _certificate);
    }

    /// <summary>The certificate, for those who are to trust it.</summary>
    string CertificateFile => Path.Combine(_folder.FullName, "certificate.pem");

    public LeanServer Server => _server ?? throw new InvalidOperationException("The theatre is closed.");

    public static async Task<Theatre> OpenAsync(IEnumerable<Sdk> sdks)
    {
        Sdk[] original = [.. sdks.Where(sdk => sdk.Folder is not null)];
        if (original.Length > 0)
            await NodeModules.InstallAsync();
        var theatre = new Theatre();
        theatre._server = await theatre.StartAsync(new Uri("http://127.0.0.1:0"));
        foreach (var sdk in original)
            theatre._processes[sdk.Name] = NodeProcess.Start(sdk, sdk.IsSecure ? theatre._front.Url : theatre.Server.Url, AppOptions.Demo.ApplicationId, theatre.CertificateFile);
        return theatre;
    }

    /// <summary>Engages a client, not logged in yet.</summary>
    public Peer Engage(Sdk sdk) => Engage(sdk, $"{sdk.Name}-{Interlocked.Increment(ref _lastClient)}");

    /// <summary>Engages a client of this name, not logged in yet.</summary>
    public Peer Engage(Sdk sdk, string clientId) => sdk.Folder is null
        ? new LeanRxPeer(sdk, clientId, new LeanClientOptions { Server = Server.Url, ClientId = clientId, WireFormat = sdk.Wire })
        : _processes[sdk.Name].Add(sdk, clientId);

    /// <summary>Cuts every socket.</summary>
    public void Cut() => Server.DropConnections();

    /// <summary>Stops the server and starts one on the same port with the same file.</summary>
    public async Task RestartAsync()
    {
        var url = Server.Url;
        await Server.DisposeAsync();
        _server = await StartAsync(url);
    }

    public string Complaints() => string.Concat(_processes.Select(process => $"== {process.Key}\n{process.Value.Complaints}\n"));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
            await process.DisposeAsync();
        await _front.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _certificate.Dispose();
        _folder.Delete(true);
    }

    async Task<LeanServer> StartAsync(Uri url) => await LeanServer.StartAsync(new()
    {
        Url = url,
        TrustForwardedHeaders = true,
        Store = await SqliteMessageStore.OpenAsync(Path.Combine(_folder.FullName, "interop.db")),
    });
}
