using System.Globalization;
using System.Net;
using System.Net.Sockets;
using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Storing;
using LeanRx.Server;
using LeanRx.Server.Storage;
using Npgsql;

namespace LeanRx.Benchmarks.Servers;

/// <summary>Nodes of a cluster, each a process of its own, that have divided the slots among them.</summary>
sealed class BenchmarkCluster : IAsyncDisposable
{
    readonly string _connectionString;
    readonly string _schema;
    readonly List<ServerProcess> _nodes = [];
    readonly List<int> _ports = [];

    BenchmarkCluster(string connectionString, string schema) => (_connectionString, _schema) = (connectionString, schema);

    public IReadOnlyList<ServerProcess> Nodes => _nodes;

    public static async Task<BenchmarkCluster> StartAsync(string connectionString, string schema, int nodes)
    {
        var cluster = new BenchmarkCluster(connectionString, schema);
        for (var node = 0; node < nodes; node++)
        {
            cluster._ports.Add(FreePort());
            cluster._nodes.Add(await ServerProcess.StartAsync("--serve-node", connectionString, schema,
                cluster._ports[^1].ToString(CultureInfo.InvariantCulture)));
        }
        while ((await cluster.OwnersAsync()) is var owners && (owners.Count < Slots.Count || owners.Values.Distinct().Count() < nodes))
            await Task.Yield();
        return cluster;
    }

    /// <summary>
    /// Makes conversations of a client of the first node until there are enough that the other owns. The home of its other member is the first node, so that
    /// every message comes back there, however the slots were divided.
    /// </summary>
    public async Task<IReadOnlyList<string>> OpenRemoteAsync(HandWrittenClient tom)
    {
        var owners = await OwnersAsync();
        var absent = Enumerable.Range(0, int.MaxValue).Select(static number => $"jerry{number}").First(id => OwnerOf(id) == _ports[0]);
        List<string> remote = [];
        while (remote.Count < Workload.Conversations)
            remote.AddRange((await Workload.OpenAsync(tom, absent)).Where(id => OwnerOf(id) == _ports[1]));
        return remote;

        int OwnerOf(string id) => owners[Slots.Of(AppOptions.Demo.ApplicationId, id)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in _nodes)
            await node.DisposeAsync();
    }

    /// <summary>The owners of the slots that have one of these nodes, by their ports.</summary>
    async Task<Dictionary<int, int>> OwnersAsync()
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(_connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand($"SELECT id::int, owner FROM {_schema}.slot", connection);
        await using var rows = await command.ExecuteReaderAsync();
        Dictionary<int, int> owners = [];
        while (await rows.ReadAsync())
            // An owner is told as ADDRESS:PORT#LIFE.
            if (int.Parse(rows.GetString(1).Split(':')[^1].Split('#')[0], CultureInfo.InvariantCulture) is var port && _ports.Contains(port))
                owners[rows.GetInt32(0)] = port;
        return owners;
    }

    static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
