namespace LeanRx.Cli.Tests;

/// <summary><c>leanrx serve</c> inside the tests' process, for those who need a server and not its process.</summary>
sealed class ToolServer : IAsyncDisposable
{
    readonly CancellationTokenSource _end = new();
    readonly FirstWriter _output = new();
    Task<int> _running = Task.FromResult(0);

    public Uri Url { get; private set; } = null!;

    /// <summary>Starts it on a free port and waits until it listens.</summary>
    public static async Task<ToolServer> StartAsync(CancellationToken patience, params string[] arguments)
    {
        var server = new ToolServer();
        server._running = ToolRun.RunAsync(server._output, server._end.Token, ["serve", "--urls", "http://127.0.0.1:0", .. arguments]);
        await Task.WhenAny(server._running, server._output.Flushed).WaitAsync(patience);
        var line = server._output.ToString().TrimEnd();
        Assert.StartsWith("listening on http://127.0.0.1:", line);
        server.Url = new Uri(line["listening on ".Length..]);
        return server;
    }

    public async ValueTask DisposeAsync()
    {
        await _end.CancelAsync();
        Assert.Equal(0, await _running);
        _end.Dispose();
    }

    /// <summary>Tells when what it has was meant to be read.</summary>
    sealed class FirstWriter : StringWriter
    {
        readonly TaskCompletionSource _flushed = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Flushed => _flushed.Task;

        public override void Flush() => _flushed.TrySetResult();
    }
}
