using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Server.PostgreSql.Tests;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Nodes in one process: who owns what, and that their clients reach each other.</summary>
public sealed class ClusterTests(DatabaseServer database) : ClusterTest(database)
{
    [Fact]
    public async Task A_node_alone_owns_everything_and_serves()
    {
        var node = await StartAsync();
        await using var tom = new LeanClient(node.Server.Url, "Tom");
        await tom.OpenAsync(Patience);
        var conversation = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        await conversation.SendAsync("hello", Patience);

        await UntilAsync(async () => await OwnedAsync(node.Cluster) == Slots.Count);
        Assert.Equal([node.Cluster.Self], node.Cluster.Nodes);
    }

    [Fact]
    public async Task A_message_from_a_client_of_one_node_reaches_a_client_of_another()
    {
        var (first, second) = (await StartAsync(), await StartAsync());
        await using var tom = new LeanClient(first.Server.Url, "Tom");
        await using var jerry = new LeanClient(second.Server.Url, "Jerry");
        await jerry.OpenAsync(Patience);
        await tom.OpenAsync(Patience);
        var heard = jerry.Messages.OfType<TextMessage>().Take(20).Select(message => message.Text).ToList().ToTask(Patience);
        var conversation = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        for (var number = 0; number < 20; number++)
            await conversation.SendAsync($"{number}", Patience);

        Assert.Equal(Enumerable.Range(0, 20).Select(number => $"{number}"), await heard);
    }

    [Fact]
    public async Task A_node_that_joins_gets_the_slots_that_it_wins_and_gives_them_back_when_it_leaves()
    {
        var first = await StartAsync();
        await UntilAsync(async () => await OwnedAsync(first.Cluster) == Slots.Count);
        var second = await HostedNode.StartAsync(OptionsOf(FreePort()), Patience);
        await UntilAsync(async () => await OwnedAsync(first.Cluster) + await OwnedAsync(second.Cluster) == Slots.Count
            && await OwnedAsync(second.Cluster) is > Slots.Count / 3 and < Slots.Count * 2 / 3);

        await second.DisposeAsync();

        Assert.Equal(Slots.Count, await OwnedAsync(first.Cluster));
        await UntilAsync(() => Task.FromResult(first.Cluster.Nodes.Count == 1));
    }

    [Fact]
    public async Task An_address_that_another_node_has_is_refused()
    {
        var first = await StartAsync();
        var port = int.Parse(first.Cluster.Self.Name.Split(':')[1], System.Globalization.CultureInfo.InvariantCulture);

        var inSchema = await Assert.ThrowsAsync<StoreOpenException>(() => OrleansCluster.StartAsync(OptionsOf(port), Patience));
        Assert.Contains($"is in use by another node '127.0.0.1:{port}'", inSchema.Message, StringComparison.Ordinal);

        var elsewhere = OptionsOf(port) with { Store = new PostgreSqlStoreOptions { Schema = Database.NewSchema() } };
        var outside = await Assert.ThrowsAsync<ClusterException>(() => OrleansCluster.StartAsync(elsewhere, Patience));
        Assert.Contains($"Other nodes cannot reach this one at 127.0.0.1:{port}", outside.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_schema_belongs_to_one_cluster()
    {
        await StartAsync();

        var refusal = await Assert.ThrowsAsync<ClusterException>(() => OrleansCluster.StartAsync(OptionsOf(FreePort()) with { Name = "other" }, Patience));
        Assert.Contains("belongs to the cluster 'leanrx', and this node was told 'other'", refusal.Message, StringComparison.Ordinal);
    }
}
