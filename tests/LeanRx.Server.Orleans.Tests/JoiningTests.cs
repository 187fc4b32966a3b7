using System.Net;
using LeanRx.Server.Orleans.Internal;
using LeanRx.Server.PostgreSql.Tests;
using LeanRx.Server.Storage;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>What stands in the way of a node is said when it joins: no node half works, and none of the others is harmed.</summary>
public sealed class JoiningTests(DatabaseServer database) : ClusterTest(database)
{
    Task<PostgreSqlMessageStore> OpenAloneAsync() =>
        PostgreSqlMessageStore.OpenAsync(Database.ConnectionString(), new() { Schema = Schema }, Patience);

    Task<OrleansCluster> JoinAsync(Func<OrleansClusterOptions, OrleansClusterOptions>? change = null) =>
        OrleansCluster.StartAsync((change ?? (static options => options))(OptionsOf(FreePort())), Patience);

    async Task<string> RefusalAsync<TException>(Func<OrleansClusterOptions, OrleansClusterOptions> change) where TException : Exception =>
        (await Assert.ThrowsAsync<TException>(() => JoinAsync(change))).Message;

    /// <summary>The nodes that the table has, whatever became of them.</summary>
    async Task<string> NodesAsync() =>
        (string)(await Database.RunAsync($"SELECT coalesce(string_agg(name, ' '), '') FROM {Schema}.cluster_node"))!;

    /// <summary>A client can log in and send.</summary>
    async Task RequireServingAsync(HostedNode node)
    {
        await using var tom = new LeanClient(node.Server.Url, "Tom");
        await tom.OpenAsync(Patience);
        var conversation = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        await conversation.SendAsync("hello", Patience);
    }

    [Fact]
    public async Task A_node_that_is_refused_leaves_the_one_that_is_there_as_it_was()
    {
        var node = await StartAsync();
        var address = IPEndPoint.Parse(node.Cluster.Self.Name);

        Assert.StartsWith($"The schema '{Schema}' is in use by another node '{address}' ({Environment.MachineName}, ",
            await RefusalAsync<StoreOpenException>(options => options with { Port = address.Port }), StringComparison.Ordinal);
        Assert.Equal($"The schema '{Schema}' belongs to the cluster 'leanrx', and this node was told 'other'. Give it that name, or the cluster a schema of " +
            "its own.", await RefusalAsync<ClusterException>(options => options with { Name = "other" }));
        Assert.StartsWith($"The schema '{Schema}' is in use by another server (", (await Assert.ThrowsAsync<StoreOpenException>(OpenAloneAsync)).Message,
            StringComparison.Ordinal);

        Assert.Equal($"{node.Cluster.Self}", await NodesAsync());
        Assert.Equal([node.Cluster.Self], node.Cluster.Nodes);
        await RequireServingAsync(node);
    }

    [Fact]
    public async Task An_address_that_is_none_of_this_machine_is_refused()
    {
        var refusal = await RefusalAsync<ClusterException>(options => options with { Address = IPAddress.Parse("192.0.2.1"), Port = 11111 });

        Assert.StartsWith("Other nodes cannot reach this one at 192.0.2.1:11111: ", refusal, StringComparison.Ordinal);
        Assert.EndsWith(". Give it an address of this machine and a port that nobody uses.", refusal, StringComparison.Ordinal);
        Assert.Equal("", await NodesAsync());
    }

    [Fact]
    public async Task A_server_that_is_alone_keeps_nodes_out_and_leaves_them_what_it_stored()
    {
        var alone = await OpenAloneAsync();
        Assert.StartsWith($"The schema '{Schema}' is in use by another server (", await RefusalAsync<StoreOpenException>(static options => options),
            StringComparison.Ordinal);
        Assert.Equal(DBNull.Value, await Database.RunAsync($"SELECT to_regclass('{Schema}.cluster')::text"));
        await alone.DisposeAsync();

        await RequireServingAsync(await StartAsync());
    }

    [Fact]
    public async Task A_node_that_was_cut_off_while_a_server_was_alone_ends()
    {
        var node = await StartAsync();
        // As one does that opens the schema alone.
        await Database.RunAsync($"UPDATE {Schema}.writer SET epoch = epoch + 1");

        Assert.Equal($"The node {node.Cluster.Self} is part of the cluster no longer: another server has taken its place. Start it again when that one has " +
            "ended.", (await node.Cluster.Ended.WaitAsync(Patience)).Message);
    }

    [Fact]
    public async Task A_standby_is_refused()
    {
        await using var primary = await DatabaseServer.StartNewAsync("fsync=off");
        await using var standby = await primary.StartStandbyAsync("fsync=off");

        Assert.Equal($"The store in schema '{Schema}' cannot be opened: the database is in recovery, a standby that only reads. Connect to the primary.",
            await RefusalAsync<StoreOpenException>(options => options with { ConnectionString = standby.ConnectionString() }));
    }

    [Fact]
    public async Task A_role_that_may_not_make_tables_is_told_so_and_joins_when_they_are_there()
    {
        await Database.RunAsync("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
        OrleansClusterOptions AsGuest(OrleansClusterOptions options) => options with { ConnectionString = Database.ConnectionString("Username=guest") };
        var grant = $"GRANT USAGE ON SCHEMA {Schema} TO guest; GRANT ALL ON ALL TABLES IN SCHEMA {Schema} TO guest";

        Assert.Equal($"The schema '{Schema}' does not exist in the database 'postgres', and the role 'guest' may not make it. Have an administrator run: " +
            $"CREATE SCHEMA {Schema} AUTHORIZATION \"guest\"", await RefusalAsync<StoreOpenException>(AsGuest));

        await (await OpenAloneAsync()).DisposeAsync();
        await Database.RunAsync(grant);
        Assert.Equal($"The schema '{Schema}' has no tables of a cluster, and the role of the connection may not make them (permission denied for schema " +
            $"{Schema}). Make that role the owner of the schema, or start a node once with one that is.", await RefusalAsync<ClusterException>(AsGuest));
        Assert.Equal(DBNull.Value, await Database.RunAsync($"SELECT to_regclass('{Schema}.cluster')::text"));

        await (await JoinAsync()).DisposeAsync();
        await Database.RunAsync(grant);
        var node = Own(await HostedNode.StartAsync(AsGuest(OptionsOf(FreePort())), Patience));
        await RequireServingAsync(node);
    }

    [Fact]
    public async Task A_node_that_speaks_another_form_is_refused_while_others_are_there()
    {
        var node = await StartAsync();
        await Database.RunAsync($"UPDATE {Schema}.cluster SET form = 99");

        Assert.Equal($"The nodes that are there ({node.Cluster.Self}) are of another version: they speak to each other in another form than this one (form " +
            $"{LinkBatch.Version}). Start this one in their version, or stop them before it starts.",
            await RefusalAsync<ClusterException>(static options => options));
        Assert.Equal($"{node.Cluster.Self}", await NodesAsync());
        await RequireServingAsync(node);

        await node.DisposeAsync();
        await RequireServingAsync(await StartAsync());
        Assert.Equal((long)LinkBatch.Version, await Database.RunAsync($"SELECT form FROM {Schema}.cluster"));
    }

    [Fact]
    public async Task Tables_from_before_forms_were_told_get_theirs()
    {
        await (await JoinAsync()).DisposeAsync();
        await Database.RunAsync($"ALTER TABLE {Schema}.cluster DROP COLUMN form");

        await RequireServingAsync(await StartAsync());
        Assert.Equal((long)LinkBatch.Version, await Database.RunAsync($"SELECT form FROM {Schema}.cluster"));
    }

    [Theory]
    [InlineData(5, "300 seconds ahead of")]
    [InlineData(-5, "300 seconds behind")]
    public async Task A_machine_whose_clock_is_far_from_that_of_the_database_is_refused(int minutes, string apart)
    {
        var clock = new ShiftedScheduler(TimeSpan.FromMinutes(minutes));

        Assert.Equal($"The clock of this machine is {apart} that of the database; up to 60 seconds are borne. Have both kept right (chrony, " +
            "systemd-timesyncd).", await RefusalAsync<ClusterException>(options => options with { Store = options.Store with { Scheduler = clock } }));
        Assert.Equal("", await NodesAsync());
    }

    [Fact]
    public async Task A_node_of_which_only_its_row_is_left_keeps_nobody_from_joining()
    {
        await (await JoinAsync()).DisposeAsync();
        var log = new LogLines();
        var ended = $"127.0.0.1:{FreePort()}#1";
        const string Lost = "192.0.2.1:11111#1";
        await Database.RunAsync($"""
            INSERT INTO {Schema}.cluster_node (name, status, changed, is_gone, serves, etag, suspects, started, alive)
            SELECT n.name, {(int)SiloStatus.Active}, now(), false, true, 0, '', 0, (extract(epoch FROM now()) * 1000)::bigint - n.silence
            FROM (VALUES ('{ended}', 0), ('{Lost}', 60000)) AS n(name, silence);
            UPDATE {Schema}.slot SET owner = CASE id % 2 WHEN 0 THEN '{ended}' ELSE '{Lost}' END
            """);

        var node = Own(await HostedNode.StartAsync(OptionsOf(FreePort()) with { LoggerFactory = log }, Patience));

        foreach (var name in new[] { ended, Lost })
            Assert.Contains($"Node {name} has not left the cluster, and nobody answers at its address: it is given up.", log.Lines);
        Assert.Equal([node.Cluster.Self], node.Cluster.Nodes);
        await UntilAsync(async () => await OwnedAsync(node.Cluster) == Slots.Count);
        await RequireServingAsync(node);
    }
}
