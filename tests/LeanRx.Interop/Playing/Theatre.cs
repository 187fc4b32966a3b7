using System.Collections.Concurrent;
using System.Security.Cryptography.X509Certificates;
using LeanRx.Server;

namespace LeanRx.Interop;

/// <summary>A backend that can be cut off and restarted, with TLS in front of it, and processes for each SDK.</summary>
public sealed class Theatre : IAsyncDisposable
{
    static readonly AppOptions Strict =
        AppOptions.Demo with { RequireLoginSignature = true, RequireConversationSignature = true, RequireBlacklistSignature = true };

    readonly ConcurrentDictionary<(string Sdk, Place Place), Lazy<Task<NodeProcess>>> _processes = [];
    readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("leanrx-interop-");
    readonly X509Certificate2 _certificate;
    readonly IReadOnlyDictionary<Place, Front> _fronts;
    readonly bool _isStrict;
    IBackend? _backend;
    int _lastClient;

    Theatre(bool isStrict)
    {
        _isStrict = isStrict;
        _certificate = SelfSigned.Make(CertificateFile);
        _fronts = Enum.GetValues<Place>().ToDictionary(place => place, place => new Front(() => UrlOf(place), _certificate));
    }

    /// <summary>The certificate, for those who are to trust it.</summary>
    string CertificateFile => Path.Combine(_folder.FullName, "certificate.pem");

    public IBackend Backend => _backend ?? throw new InvalidOperationException("The theatre is not open.");

    /// <summary>A strict server demands signatures, and gives session tokens that soon expire.</summary>
    /// <param name="sdks">Whose clients will be engaged.</param>
    /// <param name="isStrict">Whether the server is strict.</param>
    /// <param name="start">Starts what serves them. Default: one server.</param>
    public static async Task<Theatre> OpenAsync(IEnumerable<Sdk> sdks, bool isStrict = false, BackendStart? start = null)
    {
        if (sdks.Any(sdk => sdk.Folder is not null))
            await NodeModules.InstallAsync();
        var theatre = new Theatre(isStrict);
        theatre._backend = await (start ?? SingleServer.StartAsync)(theatre.Settings, theatre._folder);
        return theatre;
    }

    /// <summary>Where clients come in, without TLS.</summary>
    public Uri UrlOf(Place place = Place.Shared) => Backend.UrlOf(place);

    /// <summary>The demo application, at the next server.</summary>
    public ServerApplication NextApplication() => Backend.NextEngine().Applications[AppOptions.Demo.ApplicationId];

    /// <summary>Engages a client, not logged in yet.</summary>
    public async Task<Peer> EngageAsync(Sdk sdk, string? clientId = null, Place place = Place.Shared) =>
        Signing(await FindAsync(sdk, clientId ?? NewName(sdk), place));

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
    public void Cut() => Backend.Cut();

    /// <summary>Stops the backend and starts it at the same address with the same data.</summary>
    /// <param name="meanwhile">What happens to the directory of the data while no server runs.</param>
    public Task RestartAsync(Func<string, Task>? meanwhile = null) =>
        Backend.RestartAsync(meanwhile is null ? null : () => meanwhile(_folder.FullName));

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes.Values)
            await (await process.Value).DisposeAsync();
        foreach (var front in _fronts.Values)
            await front.DisposeAsync();
        if (_backend is not null)
            await _backend.DisposeAsync();
        _certificate.Dispose();
        _folder.Delete(true);
    }

    async Task<Peer> FindAsync(Sdk sdk, string name, Place place)
    {
        if (sdk.Folder is not null)
            return place == Place.Alone ? new NodePeer(Start(sdk, place), sdk, name, isAlone: true) : (await ProcessAsync(sdk, place)).Add(sdk, name);
        var front = place == Place.Alone ? new Front(() => UrlOf(place)) : null;
        return new LeanRxPeer(sdk, name, new LeanClientOptions { Server = front?.Url ?? UrlOf(place), ClientId = name, WireFormat = sdk.Wire }, front);
    }

    Peer Signing(Peer peer)
    {
        peer.MasterKey = _isStrict ? Strict.MasterKey : null;
        return peer;
    }

    string NewName(Sdk sdk) => $"{sdk.Name}-{Interlocked.Increment(ref _lastClient)}";

    NodeProcess Start(Sdk sdk, Place place) =>
        NodeProcess.Start(sdk, sdk.IsSecure ? _fronts[place].Url : UrlOf(place), AppOptions.Demo.ApplicationId, CertificateFile);

    Task<NodeProcess> ProcessAsync(Sdk sdk, Place place) => _processes.GetOrAdd((sdk.Name, place), _ => new(async () =>
    {
        var process = Start(sdk, place);
        // The SDKs close their socket with their last client; one more client keeps it open while others come and go.
        if (place == Place.Elsewhere)
            await Signing(process.Add(sdk, NewName(sdk))).OpenAsync();
        return process;
    })).Value;

    LeanServerOptions Settings => new()
    {
        KnownProxies = ["127.0.0.1", "::1"],
        Engine = _isStrict ? new() { Apps = [Strict], Limits = ServerLimits.Default with { SessionTokenLifetime = TimeSpan.FromSeconds(1) } } : new(),
    };
}
