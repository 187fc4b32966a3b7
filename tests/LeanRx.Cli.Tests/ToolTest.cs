namespace LeanRx.Cli.Tests;

/// <summary>Starts processes and ends them after the test. A test that waits longer than two minutes has failed.</summary>
public abstract class ToolTest : IAsyncLifetime
{
    readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(2));
    readonly List<IAsyncDisposable> _owned = [];
    readonly Lazy<DirectoryInfo> _directory = new(() => Directory.CreateTempSubdirectory("leanrx-tool-tests-"));

    protected CancellationToken Patience => _patience.Token;

    protected HttpClient Http { get; } = new();

    public ValueTask InitializeAsync() => default;

    public virtual async ValueTask DisposeAsync()
    {
        _owned.Reverse();
        foreach (var owned in _owned)
            await owned.DisposeAsync();
        if (_directory.IsValueCreated)
            _directory.Value.Delete(recursive: true);
        Http.Dispose();
        _patience.Dispose();
        GC.SuppressFinalize(this);
    }

    protected ToolProcess Start(params string[] arguments) => Start(environment: null, arguments);

    protected ToolProcess Start(IReadOnlyDictionary<string, string>? environment, params string[] arguments)
    {
        var tool = ToolProcess.Start(environment, Patience, arguments);
        _owned.Add(tool);
        return tool;
    }

    protected ToolProcess StartInTerminal(params string[] arguments)
    {
        var tool = ToolProcess.StartInTerminal(Patience, arguments);
        _owned.Add(tool);
        return tool;
    }

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

    /// <summary>Starts a server on a free port and waits until it listens.</summary>
    protected async Task<(ToolProcess Server, Uri Url)> ServeAsync(params string[] arguments)
    {
        var server = Start(["serve", "--urls", "http://127.0.0.1:0", .. arguments]);
        var line = await server.ReadLineAsync();
        Assert.StartsWith("listening on http://127.0.0.1:", line);
        return (server, new Uri(line["listening on ".Length..]));
    }
}
