using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

[assembly: AssemblyFixture(typeof(LeanRx.Server.PostgreSql.Tests.DatabaseServer))]

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>A PostgreSQL of its own from Debian's binaries: in a temporary folder, on a free port of the loopback.</summary>
public sealed class DatabaseServer : IAsyncLifetime
{
    const string User = "postgres";
    readonly string _folder = Path.Combine(Path.GetTempPath(), $"leanrx-{Guid.NewGuid():N}");
    readonly string[] _settings;
    Process? _process;
    int _schemas;

    public DatabaseServer() : this("fsync=off", "full_page_writes=off")
    {
    }

    DatabaseServer(params string[] settings) => _settings = settings;

    /// <summary>What is missing; null when nothing is. Where everything is put to the test nothing may be.</summary>
    public static string? Lack => Binaries is null && Environment.GetEnvironmentVariable("CI") != "true" ? "PostgreSQL is missing: apt-get install postgresql"
        : null;

    public int Port { get; } = FreePort();

    static string? Binaries => Directory.Exists("/usr/lib/postgresql")
        ? Directory.EnumerateDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists($"{bin}/initdb")).Max()
        : null;

    /// <summary>A server that syncs, for a test that ends it.</summary>
    public static async Task<DatabaseServer> StartNewAsync(params string[] settings)
    {
        Require();
        var server = new DatabaseServer(settings);
        await server.InitializeAsync();
        return server;
    }

    /// <summary>A standby of this server, which follows it until it is promoted.</summary>
    public async Task<DatabaseServer> StartStandbyAsync(params string[] settings)
    {
        var standby = new DatabaseServer(settings);
        await standby.MakeFolderAsync();
        await RunToEndAsync("pg_basebackup", "-D", $"{standby._folder}/data", "-R", "-X", "stream", "-c", "fast", "--no-sync",
            "-d", $"host=127.0.0.1 port={Port} user={User} application_name=standby");
        await standby.StartAsync();
        return standby;
    }

    /// <summary>Skips the test where there is no PostgreSQL.</summary>
    public static void Require() => Assert.SkipWhen(Lack is not null, Lack ?? "");

    /// <summary>Where a database is.</summary>
    public string ConnectionString(string more = "", string database = "postgres", int? port = null) =>
        $"Host=127.0.0.1;Port={port ?? Port};Database={database};Username={User};{more}";

    /// <summary>A name that no other test uses.</summary>
    public string NewSchema() => $"s{Interlocked.Increment(ref _schemas)}_{Guid.NewGuid():N}"[..20];

    public async ValueTask InitializeAsync()
    {
        if (Lack is not null) return;
        await MakeFolderAsync();
        await RunToEndAsync("initdb", "-D", $"{_folder}/data", "-A", "trust", "-U", User, "-E", "UTF8", "--locale=C.UTF-8", "--no-sync");
        await StartAsync();
    }

    /// <summary>Starts it, and waits until it answers.</summary>
    public async Task StartAsync()
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString("Pooling=false;Timeout=5"));
        for (var tries = 0; ; tries++)
        {
            if (_process is not { HasExited: false }) Launch();
            try
            {
                await using var connection = await source.OpenConnectionAsync();
                return;
            }
            catch (NpgsqlException) when (tries < 400)
            {
                using var pause = Process.Start("sleep", "0.05");
                await pause.WaitForExitAsync();
            }
        }
    }

    /// <summary>Ends it as a power failure would: every process of it at once.</summary>
    public async Task KillAsync()
    {
        _process!.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
    }

    /// <summary>Stops it in good order (SIGINT), cutting connections.</summary>
    public Task StopAsync() => EndAsync("INT");

    /// <summary>Lets it start as a standby from the next time on, which only reads until it is promoted.</summary>
    public Task BecomeStandbyAsync() => File.WriteAllTextAsync($"{_folder}/data/standby.signal", "");

    /// <summary>Runs statements beside the store.</summary>
    public async Task<object?> RunAsync(string sql, string more = "")
    {
        await using var connection = new NpgsqlConnection(ConnectionString("Pooling=false;" + more));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    /// <summary>Takes all out of a store.</summary>
    public async Task EmptyAsync(string schema)
    {
        var statements = (string)(await RunAsync(
            $"SELECT string_agg(format('DELETE FROM %I.%I', schemaname, tablename), '; ') FROM pg_tables WHERE schemaname = '{schema}' AND tablename NOT " +
                "IN ('store', 'writer', 'slot')"))!;
        await RunAsync(statements);
    }

    public async ValueTask DisposeAsync()
    {
        // It ends what it started before it ends itself: nothing writes any more to the folder that is deleted.
        if (_process is { HasExited: false }) await EndAsync("QUIT");
        _process?.Dispose();
        if (Directory.Exists(_folder)) Directory.Delete(_folder, recursive: true);
    }

    async Task EndAsync(string signal)
    {
        using var kill = Process.Start("kill", $"-{signal} {_process!.Id}");
        await _process.WaitForExitAsync();
    }

    Task MakeFolderAsync() => RunToEndAsync("install", ["-d", "-m", "700", .. (IsRoot ? ["-o", User, "-g", User] : Array.Empty<string>()), _folder]);

    static async Task RunToEndAsync(string program, params string[] arguments)
    {
        using var process = Run(program, arguments);
        var said = await process.StandardOutput.ReadToEndAsync() + await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, said);
    }

    static bool IsRoot => Environment.UserName == "root";

    void Launch()
    {
        _process?.Dispose();
        string[] settings = ["listen_addresses=127.0.0.1", $"unix_socket_directories={_folder}", "shared_buffers=32MB", "max_connections=200",
            "autovacuum=off", .. _settings];
        _process = Run("postgres", ["-D", $"{_folder}/data", "-p", $"{Port}", .. settings.SelectMany(setting => new[] { "-c", setting })]);
        _process.OutputDataReceived += (_, _) => { };
        _process.ErrorDataReceived += (_, _) => { };
        _process.BeginOutputReadLine();
        _process.BeginErrorReadLine();
    }

    /// <summary>Runs a program of PostgreSQL, which does not like to be root.</summary>
    static Process Run(string program, string[] arguments)
    {
        var start = new ProcessStartInfo { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/" };
        var isOurs = File.Exists($"{Binaries}/{program}");
        string[] line = [.. IsRoot && isOurs ? [ "setpriv", $"--reuid={User}", $"--regid={User}", "--clear-groups" ] : Array.Empty<string>(),
            isOurs ? $"{Binaries}/{program}" : program, .. arguments];
        start.FileName = line[0];
        foreach (var argument in line[1..]) start.ArgumentList.Add(argument);
        return Process.Start(start)!;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
