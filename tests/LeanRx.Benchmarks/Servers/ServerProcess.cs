using System.Diagnostics;
using System.Globalization;

namespace LeanRx.Benchmarks.Servers;

/// <summary>This program once more, in a process of its own. It ends when its standard input does, that is, at the latest with its parent.</summary>
sealed class ServerProcess : IAsyncDisposable
{
    const string Resident = "resident";

    readonly Process _process;

    ServerProcess(Process process, Uri address)
    {
        _process = process;
        Address = address;
    }

    public Uri Address { get; }

    public Uri WebSocketAddress => new UriBuilder(Address) { Scheme = "ws" }.Uri;

    /// <summary>The processor time that it has taken.</summary>
    public TimeSpan Spent()
    {
        _process.Refresh();
        return _process.TotalProcessorTime;
    }

    /// <summary>The processor time that several have taken together.</summary>
    public static TimeSpan Spent(IEnumerable<ServerProcess> servers) => TimeSpan.FromTicks(servers.Sum(static server => server.Spent().Ticks));

    /// <summary>Bytes of memory that it holds.</summary>
    public Task<long> ResidentAsync() => AskAsync(Resident);

    /// <summary>Bytes that it has allocated.</summary>
    public Task<long> AllocatedAsync() => AskAsync("allocated");

    async Task<long> AskAsync(string what)
    {
        await _process.StandardInput.WriteLineAsync(what);
        await _process.StandardInput.FlushAsync();
        return long.Parse((await _process.StandardOutput.ReadLineAsync())!, CultureInfo.InvariantCulture);
    }

    public static async Task<ServerProcess> StartAsync(params string[] arguments)
    {
        var process = Start(arguments);
        var line = await process.StandardOutput.ReadLineAsync();
        if (line is null || !Uri.TryCreate(line, UriKind.Absolute, out var address))
            throw new InvalidOperationException($"The process for {string.Join(' ', arguments)} did not tell its address but '{line}'.");
        return new ServerProcess(process, address);
    }

    /// <summary>Runs this program and gives the last line that it prints.</summary>
    public static async Task<string> RunAsync(params string[] arguments)
    {
        using var process = Start(arguments);
        try
        {
            var output = await process.StandardOutput.ReadToEndAsync();
            return output.TrimEnd().Split('\n')[^1];
        }
        finally
        {
            process.Kill(entireProcessTree: true);
        }
    }

    static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { RedirectStandardInput = true, RedirectStandardOutput = true };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet")
            start.ArgumentList.Add(typeof(ServerProcess).Assembly.Location);
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    /// <summary>Tells the parent the address, then what it asks of memory; returns when the parent is gone or wants no more.</summary>
    public static async Task ServeUntilParentGoesAsync(Uri address)
    {
        Console.WriteLine(address);
        while (await Console.In.ReadLineAsync() is { } asked)
            Console.WriteLine(asked == Resident ? ResidentMemory.Measure() : GC.GetTotalAllocatedBytes(precise: true));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(5));
        try
        {
            await _process.WaitForExitAsync(patience.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
        }
        _process.Dispose();
    }
}
