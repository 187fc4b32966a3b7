using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Reflection;

namespace LeanRx.Browser.Tests;

/// <summary>
/// The example as <c>dotnet run</c> starts it, on a port and with a folder of its own; or as it was published to the folder that LEANRX_WEBCHAT names. It can
/// be stopped and started again.
/// </summary>
sealed class WebChatServer : IAsyncDisposable
{
    readonly DirectoryInfo _data = Directory.CreateTempSubdirectory("leanrx-webchat-");
    readonly int _port = FreePort();
    Process? _process;

    public Uri Address => new($"http://127.0.0.1:{_port}/");

    public async Task StartAsync()
    {
        var published = Environment.GetEnvironmentVariable("LEANRX_WEBCHAT");
        var folder = published ?? Metadata("WebChat");
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, RedirectStandardError = true };
        string[] arguments =
        [
            Path.Combine(folder, published is null ? Metadata("WebChat.Output") : "WebChat.dll"), "--environment",
            published is null ? "Development" : "Production", "--contentRoot", folder, "--urls", Address.OriginalString, "--data", _data.FullName,
        ];
        foreach (var argument in arguments)
            start.ArgumentList.Add(argument);
        var started = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _process = Process.Start(start)!;
        var said = new List<string>();
        _process.OutputDataReceived += (_, line) =>
        {
            said.Add(line.Data ?? "");
            if (line.Data?.Contains("Application started", StringComparison.Ordinal) == true)
                started.TrySetResult();
            else if (line.Data is null)
                started.TrySetException(new InvalidOperationException($"WebChat ended: {string.Join("\n", said)}"));
        };
        _process.ErrorDataReceived += static (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
        await started.Task.WaitAsync(TimeSpan.FromSeconds(60));
    }

    /// <summary>Ends it without a word, as a machine that is switched off.</summary>
    public async Task KillAsync()
    {
        if (_process is null)
            return;
        _process.Kill();
        await _process.WaitForExitAsync();
        _process.Dispose();
        _process = null;
    }

    public async ValueTask DisposeAsync()
    {
        await KillAsync();
        _data.Delete(recursive: true);
    }

    static string Metadata(string key) =>
        typeof(WebChatServer).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(attribute => attribute.Key == key).Value!;

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
