using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Server;
using LeanRx.Server.Sqlite;

namespace LeanRx.Interop;

/// <summary>
/// A server that can be cut off and restarted, with TLS in front of it, and one process for each SDK. Its store is a file, so that a restart forgets nothing.
/// </summary>
public sealed class Theatre : IAsyncDisposable
{
    static readonly AppOptions Strict =
        AppOptions.Demo with { RequireLoginSignature = true, RequireConversationSignature = true, RequireBlacklistSignature = true };

    readonly ConcurrentDictionary<(string Sdk, Place Place), Lazy<Task<NodeProcess>>> _processes = [];
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leanrx-interop-");
    readonly X509Certificate2 _certificate;
    readonly Front _front;
    readonly bool _isStrict;
    LeanServer? _server;
    int _lastClient;

    Theatre(bool isStrict)
    {
        _isStrict = isStrict;
        _certificate = SelfSigned.Make(CertificateFile);
        _front = new Front(() => Server.Url, _certificate);
    }

    /// <summary>The certificate, for those who are to trust it.</summary>
    string CertificateFile => Path.Combine(_folder.FullName, "certificate.pem");

    public LeanServer Server => _server ?? throw new InvalidOperationException("The theatre is closed.");

    /// <summary>A strict server demands signatures, and gives session tokens that soon expire.</summary>
    public static async Task<Theatre> OpenAsync(IEnumerable<Sdk> sdks, bool isStrict = false)
    {
        if (sdks.Any(sdk => sdk.Folder is not null))
            await NodeModules.InstallAsync();
        var theatre = new Theatre(isStrict);
        theatre._server = await theatre.StartAsync(new Uri("http://127.0.0.1:0"));
        return theatre;
    }

    /// <summary>Engages a client, not logged in yet.</summary>
    public async Task<Peer> EngageAsync(Sdk sdk, string? clientId = null, Place place = Place.Shared)
    {
        var peer = await FindAsync(sdk, clientId ?? NewName(sdk), place);
        peer.MasterKey = _isStrict ? Strict.MasterKey : null;
        return peer;
    }

    /// <summary>What an uploaded file holds.</summary>
    public async Task<byte[]> DownloadAsync(Uri file)
    {
        using var handler = new HttpClientHandler
        {
            ServerCertificateCustomValidationCallback = (_, shown, _, _) =>
            shown?.Thumbprint == _certificate.Thumbprint
        };
        using var http = new HttpClient(handler);
        return await http.GetByteArrayAsync(file);
    }

    /// <summary>Cuts every socket.</summary>
    public void Cut() => Server.DropConnections();

    /// <summary>Stops the server and starts one on the same port with the same data.</summary>
    /// <param name="meanwhile">What happens to the directory of the data while no server runs.</param>
    public async Task RestartAsync(Func<string, Task>? meanwhile = null)
    {
        var url = Server.Url;
        await Server.DisposeAsync();
        if (meanwhile is not null)
            await meanwhile(_folder.FullName);
        _server = await StartAsync(url);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
            await (await process.Value).DisposeAsync();
        await _front.DisposeAsync();
        if (_server is not null)
            await _server.DisposeAsync();
        _certificate.Dispose();
        _folder.Delete(true);
    }

    async Task<Peer> FindAsync(Sdk sdk, string name, Place place)
    {
        if (sdk.Folder is not null)
            return place == Place.Alone ? new NodePeer(Start(sdk), sdk, name, isAlone: true) : (await ProcessAsync(sdk, place)).Add(sdk, name);
        var front = place == Place.Alone ? new Front(() => Server.Url) : null;
        return new LeanRxPeer(sdk, name, new LeanClientOptions { Server = front?.Url ?? Server.Url, ClientId = name, WireFormat = sdk.Wire }, front);
    }

    string NewName(Sdk sdk) => $"{sdk.Name}-{Interlocked.Increment(ref _lastClient)}";

    NodeProcess Start(Sdk sdk) => NodeProcess.Start(sdk, sdk.IsSecure ? _front.Url : Server.Url, AppOptions.Demo.ApplicationId, CertificateFile);

    Task<NodeProcess> ProcessAsync(Sdk sdk, Place place) => _processes.GetOrAdd((sdk.Name, place), _ => new(async () =>
    {
        var process = Start(sdk);
        // The SDKs close their socket with their last client; one more client keeps it open while others come and go.
        if (place == Place.Elsewhere)
            await process.Add(sdk, NewName(sdk)).OpenAsync();
        return process;
    })).Value;

    async Task<LeanServer> StartAsync(Uri url) => await LeanServer.StartAsync(new()
    {
        Url = url,
        KnownProxies = ["127.0.0.1", "::1"],
        Engine = _isStrict ? new() { Apps = [Strict], Limits = ServerLimits.Default with { SessionTokenLifetime = TimeSpan.FromSeconds(1) } } : new(),
        Store = await SqliteMessageStore.OpenAsync(Path.Combine(_folder.FullName, "leanrx.db")),
        Files = DirectoryFileStore.Open(Path.Combine(_folder.FullName, "files")),
    });
}
