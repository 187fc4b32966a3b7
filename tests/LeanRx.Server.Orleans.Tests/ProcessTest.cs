using System.Globalization;
using System.Net.Sockets;
using System.Reactive.Linq;
using LeanRx.Cli.Tests;
using LeanRx.Server.PostgreSql.Tests;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Nodes that are processes of their own, over a database of their own.</summary>
public abstract class ProcessTest(DatabaseServer database) : ClusterTest(database, NodeAmount.Of(TimeSpan.FromMinutes(3), TimeSpan.FromMinutes(40)))
{
    // Who waits for something takes nothing of the processor from it.
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(50);

    readonly string _files = Directory.CreateTempSubdirectory("leanrx-cluster-").FullName;
    string? _name;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_files, recursive: true);
        GC.SuppressFinalize(this);
    }

    /// <summary>A directory that the nodes share.</summary>
    protected string Files => _files;

    protected string? Name => _name;

    /// <summary>The database, made when it is asked for first.</summary>
    protected async Task<string> ConnectionAsync()
    {
        if (_name is null)
            await Database.RunAsync($"CREATE DATABASE {_name = Database.NewSchema()}");
        return Database.ConnectionString(database: _name);
    }

    /// <summary>Starts nodes at the same time, and waits until they share the slots.</summary>
    protected async Task<IReadOnlyList<NodeProcess>> StartNodesAsync(int count)
    {
        var connection = await ConnectionAsync();
        var nodes = Enumerable.Range(0, count).Select(_ => NewNode(connection)).ToList();
        // The first makes the tables.
        await nodes[0].StartAsync();
        await Task.WhenAll(nodes.Skip(1).Select(node => node.StartAsync()));
        await SharedAsync(count);
        return nodes;
    }

    protected async Task<NodeProcess> NewNodeAsync() => NewNode(await ConnectionAsync());

    /// <summary>Waits until so many nodes have about the same number of slots each, as the table says.</summary>
    protected async Task SharedAsync(int nodes)
    {
        while (true)
        {
            var shares = (string)(await Database.RunAsync(
                "SELECT string_agg(concat(slots, ' ', owner), ', ') FROM (SELECT owner, count(*) slots FROM leanrx.slot GROUP BY 1) s", $"Database={_name}"))!;
            var counts = shares.Split(", ").Where(share => share[^1] != ' ')
                .Select(share => int.Parse(share.Split(' ')[0], CultureInfo.InvariantCulture)).ToList();
            if (counts.Count == nodes && counts.Sum() == Slots.Count && counts.Min() > Slots.Count * 3 / 4 / nodes)
                return;
            Assert.False(Patience.IsCancellationRequested, $"Not shared by {nodes} nodes: {shares}");
            await Observable.Timer(s_pause);
        }
    }

    NodeProcess NewNode(string connection)
    {
        var (url, address) = (new Uri($"http://127.0.0.1:{LowPort()}"), $"127.0.0.1:{LowPort()}");
        return Own(new NodeProcess(url, () => ToolProcess.Start(Patience, "serve", "--urls", url.ToString(), "--cluster", connection, "--cluster-address",
            address, "--files", _files, "--limits", "none", "--log-level", "Information", "--app", "demo:demo-key:demo-master-key")));
    }

    /// <summary>A port that no connection gets by chance while nobody listens there.</summary>
    static int LowPort()
    {
        while (true)
        {
            using var listener = new TcpListener(System.Net.IPAddress.Loopback, Random.Shared.Next(12_000, 32_000));
            try
            {
                listener.Start();
                return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
            }
            catch (SocketException)
            {
                // Somebody has it.
            }
        }
    }
}
