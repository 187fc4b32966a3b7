using LeanRx.Cli.Tests;
using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Nodes that are processes of their own, over a database of their own.</summary>
public abstract class ProcessTest(DatabaseServer database) : ClusterTest(database)
{
    readonly string _files = Directory.CreateTempSubdirectory("leanrx-cluster-").FullName;
    string? _name;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_files, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>The database, made when it is asked for first.</summary>
    protected async Task<string> ConnectionAsync()
    {
        if (_name is null)
            await Database.RunAsync($"CREATE DATABASE {_name = Database.NewSchema()}");
        return Database.ConnectionString(database: _name);
    }

    protected async Task<(ToolProcess Process, Uri Url)> ServeAsync(params string[] more)
    {
        var process = Own(ToolProcess.Start(Patience, ["serve", "--urls", "http://127.0.0.1:0", "--cluster", await ConnectionAsync(), "--cluster-address",
            $"127.0.0.1:{FreePort()}", "--files", _files, "--limits", "none", "--log-level", "Information", .. more]));
        return (process, new Uri((await process.ReadUntilAsync("listening on "))["listening on ".Length..]));
    }

    /// <summary>Waits until so many nodes share the slots, as the table says.</summary>
    protected Task SharedAsync(int nodes) => UntilAsync(async () => (long)(await Database.RunAsync(
        "SELECT count(DISTINCT owner) FROM leanrx.slot WHERE NOT EXISTS (SELECT 1 FROM leanrx.slot WHERE owner = '')", $"Database={_name}"))! == nodes);
}
