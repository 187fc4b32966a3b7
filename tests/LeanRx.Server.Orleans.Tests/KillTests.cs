using LeanRx.Server.PostgreSql.Tests;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Nodes are killed under load, again and again: nothing acked is lost, nothing is stored twice, all is in order.</summary>
[Collection(Alone.Name)]
public sealed class KillTests(DatabaseServer database, ITestOutputHelper output) : ProcessTest(database)
{
    static readonly TimeSpan s_bar = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_node_is_killed_and_comes_back_and_the_clients_of_the_other_notice_nothing_but_a_wait()
    {
        var nodes = await StartNodesAsync(2);
        await using var senders = await Senders.StartAsync(nodes[0].Url, "Tom", count: 20, Patience);
        var (takeovers, joins) = (new List<TimeSpan>(), new List<TimeSpan>());
        for (var kills = NodeAmount.Of(1, 20); kills > 0; kills--)
        {
            senders.TakeLongest();
            await nodes[1].KillAsync();
            await SharedAsync(1);
            await senders.RoundsAsync(5);
            takeovers.Add(senders.TakeLongest());
            await nodes[1].StartAsync();
            await SharedAsync(2);
            await senders.RoundsAsync(5);
            joins.Add(senders.TakeLongest());
        }

        output.WriteLine($"{senders.Acked} acked; longest waits after SIGKILL {TextOf(takeovers)}; after a join {TextOf(joins)} ms");
        await senders.RequireAllAsync(Patience);
        NodeAmount.RequireAtMost(s_bar, takeovers.Max(), "the longest wait for an ack after a kill");
        NodeAmount.RequireAtMost(s_bar, joins.Max(), "the longest wait for an ack after a join");
    }

    [Fact]
    public async Task Nodes_are_killed_in_turn_under_load()
    {
        NodeAmount.RequireAll();
        var nodes = await StartNodesAsync(2);
        await using var balancer = new Balancer();
        foreach (var node in nodes)
            balancer.Add(node.Url);
        await using var senders = await Senders.StartAsync(balancer.Url, "Tom", count: 40, Patience, conversations: 20);
        var epochs = new EpochWatch(Database, await ConnectionAsync());
        await epochs.StartAsync(senders.ConversationIds);
        var kills = NodeAmount.Of(2, 25);
        for (var kill = 0; kill < kills; kill++)
        {
            await nodes[kill % 2].KillAsync();
            await SharedAsync(1);
            await senders.RoundsAsync(5);
            await nodes[kill % 2].StartAsync();
            balancer.Add(nodes[kill % 2].Url);
            await SharedAsync(2);
            await senders.RoundsAsync(5);
        }

        await senders.RequireAllAsync(Patience);
        output.WriteLine($"{kills} kills: {senders.Acked} acked, by {await epochs.CountAsync()} epochs, longest wait of a client that may lose its " +
            $"connection {senders.TakeLongest().TotalMilliseconds:N0} ms");
        Assert.Equal(0, await epochs.CountBackAsync());
    }

    static string TextOf(IEnumerable<TimeSpan> waits) => string.Join(", ", waits.Select(static wait => $"{wait.TotalMilliseconds:N0}"));
}
