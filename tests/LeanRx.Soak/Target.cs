using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;

namespace LeanRx.Soak;

/// <summary>The built tool, serving out of a folder of its own with few open files allowed.</summary>
sealed class Target : IAsyncDisposable
{
    public const string ApplicationId = "soak-application-0123456";
    public const string ApplicationKey = "soak-key";
    public const string MasterKey = "soak-master-key";
    public const int OpenFiles = 1024;

    readonly Process _process;
    readonly Task _reading;
    readonly string _folder;
    long _logged;

    Target(Process process, string folder, Uri url)
    {
        (_process, _folder, Url) = (process, folder, url);
        Http = new HttpClient { BaseAddress = url };
        _reading = Task.WhenAll(CountAsync(process.StandardError), CountAsync(process.StandardOutput));
    }

    public Uri Url { get; }

    public HttpClient Http { get; }

    public bool IsAlive => !_process.HasExited;

    /// <summary>Characters that the server wrote to its log so far.</summary>
    public long Logged => Interlocked.Read(ref _logged);

    public static async Task<Target> StartAsync()
    {
        var folder = Directory.CreateTempSubdirectory("leanrx-soak").FullName;
        var tool = Path.Combine(AppContext.BaseDirectory, "LeanRx.Cli.dll");
        var serve = $"ulimit -n {OpenFiles}; exec dotnet '{tool}' serve --urls http://127.0.0.1:0 --data '{folder}' --app " +
            $"{ApplicationId}:{ApplicationKey}:{MasterKey}";
        var start = new ProcessStartInfo("bash", ["-c", serve]) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["DOTNET_gcServer"] = "0";
        var process = Process.Start(start)!;
        while (await process.StandardOutput.ReadLineAsync() is { } line)
            if (line.StartsWith("listening", StringComparison.Ordinal))
                return new Target(process, folder, new Uri(line[line.IndexOf("http", StringComparison.Ordinal)..].Trim()));
        throw new InvalidOperationException($"The server did not start: {await process.StandardError.ReadToEndAsync()}");
    }

    /// <summary>Resident memory of the server in MB.</summary>
    public int Resident()
    {
        foreach (var line in File.ReadLines($"/proc/{_process.Id}/status"))
            if (line.StartsWith("VmRSS:", StringComparison.Ordinal))
                return int.Parse(line[6..].Replace("kB", "", StringComparison.Ordinal), CultureInfo.InvariantCulture) / 1024;
        return 0;
    }

    /// <summary>Bytes of the server's folder.</summary>
    public long Disk() => new DirectoryInfo(_folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);

    /// <summary>A call over REST, with the master key unless told otherwise.</summary>
    public async Task<(int Status, string Body)> CallAsync(HttpMethod method, string path, string? body, CancellationToken patience,
        string key = $"{MasterKey},master")
    {
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Add("X-LC-Id", ApplicationId);
        request.Headers.Add("X-LC-Key", key);
        if (body is not null)
            request.Content = new StringContent(body, MediaTypeHeaderValue.Parse("application/json"));
        using var response = await Http.SendAsync(request, patience);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(patience));
    }

    public async ValueTask DisposeAsync()
    {
        if (!_process.HasExited)
            _process.Kill();
        await _process.WaitForExitAsync();
        await _reading;
        _process.Dispose();
        Http.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    async Task CountAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
            Interlocked.Add(ref _logged, line.Length + 1);
    }
}
