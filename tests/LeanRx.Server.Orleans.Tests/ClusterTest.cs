using System.Net;
using System.Net.Sockets;
using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Nodes over a schema of their own, each with a port of its own on the loopback.</summary>
public abstract class ClusterTest(DatabaseServer database, TimeSpan patience) : OwningTest(patience), IAsyncLifetime
{
    protected ClusterTest(DatabaseServer database) : this(database, TimeSpan.FromMinutes(2))
    {
    }

    protected DatabaseServer Database => database;

    protected string Schema { get; } = database.NewSchema();

    protected OrleansClusterOptions OptionsOf(int port) => new()
    {
        ConnectionString = database.ConnectionString(),
        Address = IPAddress.Loopback,
        Port = port,
        Store = new PostgreSqlStoreOptions { Schema = Schema },
    };

    async ValueTask IAsyncLifetime.InitializeAsync()
    {
        DatabaseServer.Require();
        await InitializeAsync();
    }

    /// <summary>A node with a server, in the process of the test.</summary>
    protected async Task<HostedNode> StartAsync() => Own(await HostedNode.StartAsync(OptionsOf(FreePort()), Patience));

    /// <summary>How many slots a node owns, as the table says.</summary>
    protected async Task<long> OwnedAsync(OrleansCluster cluster, string? schema = null) =>
        (long)(await Database.RunAsync($"SELECT count(*) FROM {schema ?? Schema}.slot WHERE owner = '{cluster.Self}'"))!;

    /// <summary>Asks again until it is so.</summary>
    protected async Task UntilAsync(Func<Task<bool>> isSo)
    {
        while (!await isSo())
        {
            Patience.ThrowIfCancellationRequested();
            await Task.Yield();
        }
    }

    protected static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
