using System.Diagnostics;
using System.Reactive.Linq;
using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Nodes are restarted one after the other, as at an upgrade, while clients are connected to all of them.</summary>
[Collection(Alone.Name)]
public sealed class RollingTests(DatabaseServer database, ITestOutputHelper output) : ProcessTest(database)
{
    [Fact]
    public async Task Three_nodes_are_restarted_in_turn_and_a_fourth_joins()
    {
        NodeAmount.RequireAll();
        var nodes = await StartNodesAsync(3);
        await using var balancer = new Balancer();
        foreach (var node in nodes)
            balancer.Add(node.Url);
        await using var clients = await Crowd.OpenAsync(balancer.Url, NodeAmount.Of(60, 1000), Patience);
        await using var senders = await Senders.StartAsync(balancer.Url, "Tom", count: 20, Patience);
        senders.TakeLongest();
        var longest = TimeSpan.Zero;

        foreach (var node in nodes.Take(NodeAmount.Of(1, 3)))
        {
            await node.StopAsync();
            await SharedAsync(2);
            await clients.AllAsync(Patience);
            await senders.RoundsAsync(5);
            Note("stopped");
            await node.StartAsync();
            balancer.Add(node.Url);
            await SharedAsync(3);
            await senders.RoundsAsync(5);
            Note("started");
        }
        await (await NewNodeAsync()).StartAsync();
        await SharedAsync(4);
        await senders.RoundsAsync(5);
        Note("joined");

        output.WriteLine($"{clients.Returns} returns, the longest {clients.Longest.TotalMilliseconds:N0} ms");
        await senders.RequireAllAsync(Patience);
        Assert.Equal(0, clients.Failures);
        NodeAmount.RequireAtMost(TimeSpan.FromSeconds(5), clients.Longest, "a client comes back");
        NodeAmount.RequireAtMost(TimeSpan.FromSeconds(1), longest, "the longest wait for an ack");

        void Note(string what)
        {
            var waited = senders.TakeLongest();
            longest = waited > longest ? waited : longest;
            output.WriteLine($"{what}: longest wait {waited.TotalMilliseconds:N0} ms");
        }
    }

    /// <summary>Clients that are connected, and measure how long they are not.</summary>
    sealed class Crowd : IAsyncDisposable
    {
        readonly Lock _lock = new();
        readonly List<LeanClient> _clients = [];
        readonly Dictionary<LeanClient, long> _away = [];

        public int Returns { get; private set; }

        public int Failures { get; private set; }

        public TimeSpan Longest { get; private set; }

        public static async Task<Crowd> OpenAsync(Uri url, int count, CancellationToken patience)
        {
            var crowd = new Crowd();
            foreach (var some in Enumerable.Range(0, count).Select(number => new LeanClient(url, $"crowd{number}")).Chunk(50))
            {
                crowd._clients.AddRange(some);
                await Task.WhenAll(some.Select(client => client.OpenAsync(patience)));
                foreach (var client in some)
                    client.StateChanges.Subscribe(state => crowd.Note(client, state));
            }
            return crowd;
        }

        /// <summary>Completes when all are connected.</summary>
        public Task AllAsync(CancellationToken patience) => Task.WhenAll(_clients.Select(client => client.OpenAsync(patience)));

        public async ValueTask DisposeAsync()
        {
            foreach (var client in _clients)
                await client.DisposeAsync();
        }

        void Note(LeanClient client, ConnectionState state)
        {
            lock (_lock)
                if (state is ConnectionState.Disconnected { Cause: not null })
                    Failures++;
                else if (state is not ConnectionState.Connected)
                    _away.TryAdd(client, Stopwatch.GetTimestamp());
                else if (_away.Remove(client, out var since))
                {
                    Returns++;
                    Longest = TimeSpan.FromTicks(Math.Max(Longest.Ticks, Stopwatch.GetElapsedTime(since).Ticks));
                }
        }
    }
}
