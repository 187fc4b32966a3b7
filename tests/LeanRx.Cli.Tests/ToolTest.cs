namespace LeanRx.Cli.Tests;

/// <summary>Starts processes and ends them after the test. A test that waits longer than two minutes has failed.</summary>
public abstract class ToolTest() : OwningTest(TimeSpan.FromMinutes(2))
{
    readonly Lazy<DirectoryInfo> _directory = new(() => Directory.CreateTempSubdirectory("leanrx-tool-tests-"));

    protected HttpClient Http { get; } = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        if (_directory.IsValueCreated)
            _directory.Value.Delete(recursive: true);
        Http.Dispose();
        GC.SuppressFinalize(this);
    }

    protected ToolProcess Start(params string[] arguments) => Start(environment: null, arguments);

    protected ToolProcess Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments) =>
        Own(ToolProcess.Start(environment, Patience, arguments));

    protected ToolProcess StartInTerminal(params string[] arguments) => Own(ToolProcess.StartInTerminal(Patience, arguments));

    /// <summary>A file of applications that nobody else can read.</summary>
    protected string AppFile(params string[] lines)
    {
        var path = Path.Combine(_directory.Value.FullName, Path.GetRandomFileName());
        File.WriteAllLines(path, lines);
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        return path;
    }

    /// <summary>Where a test may write.</summary>
    protected string OwnFolder => _directory.Value.FullName;

    /// <summary>Starts a server inside the tests' process, on a free port, and waits until it listens.</summary>
    protected async Task<Uri> ServeHereAsync(params string[] arguments) => Own(await ToolServer.StartAsync(Patience, arguments)).Url;

    /// <summary>Starts a server in a process of its own, on a free port, and waits until it listens.</summary>
    protected async Task<(ToolProcess Server, Uri Url)> ServeAsync(params string[] arguments)
    {
        var server = Start(["serve", "--urls", "http://127.0.0.1:0", .. arguments]);
        var line = await server.ReadLineAsync();
        Assert.StartsWith("listening on http://127.0.0.1:", line);
        return (server, new Uri(line["listening on ".Length..]));
    }

    protected static Uri WebSocketUrl(Uri url) => new UriBuilder(url) { Scheme = "ws" }.Uri;
}
