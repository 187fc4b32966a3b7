using LeanRx.Server.PostgreSql.Internal;
using LeanRx.Server.Storage;
using Npgsql;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>Several servers on one schema: each writes what it has claimed, and who was replaced writes nothing.</summary>
public sealed class FenceTests(DatabaseServer server) : SchemaTest(server)
{
    readonly List<PostgreSqlMessageStore> _stores = [];

    public override async ValueTask DisposeAsync()
    {
        foreach (var store in _stores) await store.DisposeAsync();
        await base.DisposeAsync();
    }

    async Task<PostgreSqlMessageStore> OpenAsync(string? node, int? port = null)
    {
        var store = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(port: port),
            new() { Schema = Schema, Node = node, Scheduler = new HurriedClock() });
        _stores.Add(store);
        return store;
    }

    static async Task<IMessageStore> ClaimAsync(PostgreSqlMessageStore store, string conversation, string node) =>
        store.OfClaim(Assert.Single(await store.ClaimAsync([Slots.Of(App, conversation)], node)));

    [Fact]
    public async Task Nodes_write_side_by_side_what_each_has_claimed()
    {
        var one = await ClaimAsync(await OpenAsync("a"), "c1", "a");
        var two = await ClaimAsync(await OpenAsync("b"), "c2", "b");

        await one.Messages.AppendAsync(Message("m1", 1));
        await two.Messages.AppendAsync(Message("m2", 2, conversation: "c2"));
        await one.Messages.AppendAsync(Message("m3", 3));

        Assert.Equal("m1 m3", await HistoryAsync(two));
        Assert.Equal((await one.GetSecretAsync()).ToArray(), (await two.GetSecretAsync()).ToArray());
    }

    [Fact]
    public async Task A_slot_has_the_name_of_the_node_that_claimed_it_last()
    {
        await ClaimAsync(await OpenAsync("a"), "c1", "a");
        await ClaimAsync(await OpenAsync("b"), "c1", "b");

        Assert.Equal("b 2", await Server.RunAsync($"SELECT owner || ' ' || epoch FROM {Schema}.slot WHERE id = {Slots.Of(App, "c1")}"));
        Assert.Equal(1024L, await Server.RunAsync($"SELECT count(*) FROM {Schema}.slot"));
    }

    [Fact]
    public async Task A_claim_waits_for_the_statement_of_the_owner_before_and_sees_what_it_stored()
    {
        var first = await ClaimAsync(await OpenAsync("a"), "c1", "a");
        var node = await OpenAsync("b");
        await using var blocker = new NpgsqlConnection(Server.ConnectionString("Pooling=false"));
        await blocker.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"LOCK TABLE {Schema}.message IN SHARE MODE", blocker)) await command.ExecuteNonQueryAsync();

        var late = first.Messages.AppendAsync(Message("late", 1)).AsTask();
        await WaitAsync($"SELECT count(*) FROM pg_locks WHERE relation = '{Schema}.message'::regclass AND NOT granted");
        var claim = ClaimAsync(node, "c1", "b");
        await WaitAsync($"SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%UPDATE slot%' AND wait_event_type = 'Lock' AND query LIKE '%claimed%'");
        Assert.False(claim.IsCompleted);
        Assert.Equal("", await HistoryAsync(node));
        await transaction.RollbackAsync();

        var second = await claim;
        Assert.Equal("late", await HistoryAsync(second));
        await late;
        await Assert.ThrowsAsync<StaleOwnerException>(async () => await first.Messages.AppendAsync(Message("later", 2)));
        await second.Messages.AppendAsync(Message("next", 3));
        Assert.Equal("late next", await HistoryAsync(node));
    }

    [Fact]
    public async Task A_write_that_waits_for_a_claim_is_refused()
    {
        var node = await OpenAsync("a");
        var first = await ClaimAsync(node, "c1", "a");
        var others = await ClaimAsync(node, "c2", "a");
        await using var claimer = new NpgsqlConnection(Server.ConnectionString("Pooling=false"));
        await claimer.OpenAsync();
        await using var transaction = await claimer.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"UPDATE {Schema}.slot SET epoch = epoch + 1 WHERE id = {Slots.Of(App, "c1")}", claimer))
            await command.ExecuteNonQueryAsync();

        var late = first.Messages.AppendAsync(Message("late", 1)).AsTask();
        var other = others.Messages.AppendAsync(Message("other", 1, conversation: "c2")).AsTask();
        await WaitAsync("SELECT count(*) FROM pg_stat_activity WHERE query LIKE '%FOR SHARE%' AND query LIKE '%held%' AND wait_event_type = 'Lock'");
        await transaction.CommitAsync();

        await Assert.ThrowsAsync<StaleOwnerException>(() => late);
        Assert.Equal("other", (await other).Message.Id);
        Assert.Equal("", await HistoryAsync(node));
    }

    [Fact]
    public async Task Stale_writes_cost_those_beside_them_one_more_transaction()
    {
        var node = await OpenAsync("a");
        var first = await ClaimAsync(node, "c1", "a");
        var others = await ClaimAsync(node, "c2", "a");
        await ClaimAsync(node, "c1", "b");
        await using var blocker = new NpgsqlConnection(Server.ConnectionString("Pooling=false"));
        await blocker.OpenAsync();
        await using var transaction = await blocker.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"LOCK TABLE {Schema}.kick", blocker)) await command.ExecuteNonQueryAsync();
        var busy = node.Moderation.SaveKickAsync(Kick(App, "tom", 1), 0).AsTask();
        await WaitAsync($"SELECT count(*) FROM pg_locks WHERE relation = '{Schema}.kick'::regclass AND NOT granted");
        var before = node.Writer.Transactions;

        var stale = Enumerable.Range(0, 100).Select(number => first.Messages.AppendAsync(Message($"{number}")).AsTask()).ToList();
        var good = Enumerable.Range(0, 100).Select(number => others.Messages.AppendAsync(Message($"{number}", conversation: "c2")).AsTask()).ToList();
        await transaction.RollbackAsync();
        await busy;
        await Task.WhenAll(good);

        foreach (var append in stale) await Assert.ThrowsAsync<StaleOwnerException>(() => append);
        Assert.Equal(before + 2, node.Writer.Transactions);
    }

    [Fact]
    public async Task A_server_without_a_name_and_nodes_keep_each_other_out()
    {
        var alone = await OpenAsync(null);
        var refusal = (await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync("a"))).Message;
        Assert.StartsWith($"The schema '{Schema}' is in use by another server ({Environment.MachineName}, ", refusal, StringComparison.Ordinal);
        await alone.DisposeAsync();

        var node = await OpenAsync("a");
        await OpenAsync("b");
        refusal = (await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(null))).Message;
        Assert.StartsWith($"The schema '{Schema}' is in use by another server ({Environment.MachineName}, ", refusal, StringComparison.Ordinal);
        refusal = (await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync("a"))).Message;
        Assert.StartsWith($"The schema '{Schema}' is in use by another node 'a' ({Environment.MachineName}, ", refusal, StringComparison.Ordinal);
        Assert.EndsWith("Stop that one first, or give this one a name of its own.", refusal, StringComparison.Ordinal);

        await node.DisposeAsync();
        await OpenAsync("a");
    }

    [Fact]
    public async Task Nodes_that_open_a_new_schema_at_once_all_have_it()
    {
        var nodes = await Task.WhenAll(Enumerable.Range(0, 8).Select(number => OpenAsync($"node {number}")));

        foreach (var node in nodes) await (await ClaimAsync(node, "c1", "x")).Messages.AppendAsync(Message($"{node.Writer.GetHashCode()}"));
        Assert.Equal(8L, await Server.RunAsync($"SELECT count(*) FROM {Schema}.message"));
    }

    [Fact]
    public async Task A_node_that_was_cut_off_and_replaced_neither_writes_nor_claims()
    {
        await using var proxy = new TcpProxy(Server.Port);
        var old = await OpenAsync("a", proxy.Port);
        var first = await ClaimAsync(old, "c1", "a");
        await first.Messages.AppendAsync(Message("a", 1));
        proxy.Close(isClosed: true);
        var other = await OpenAsync("a");
        proxy.Close(isClosed: false);

        await Assert.ThrowsAsync<StoreUnavailableException>(async () => await first.Messages.AppendAsync(Message("b", 2)));
        await Assert.ThrowsAsync<ClaimRefusedException>(async () => await old.ClaimAsync([1], "a"));
        await (await ClaimAsync(other, "c1", "a")).Messages.AppendAsync(Message("c", 3));
        Assert.Equal("a c", await HistoryAsync(other));
    }

    [Theory]
    [InlineData("a", null)]
    [InlineData(null, "a")]
    public async Task Who_was_cut_off_while_nodes_became_one_server_or_one_server_nodes_stores_nothing_more(string? before, string? after)
    {
        await using var proxy = new TcpProxy(Server.Port);
        var old = await OpenAsync(before, proxy.Port);
        var first = await ClaimAsync(old, "c1", "a");
        await first.Messages.AppendAsync(Message("a", 1));
        proxy.Close(isClosed: true);
        var other = await OpenAsync(after);
        await other.Messages.AppendAsync(Message("b", 2));
        await other.DisposeAsync();
        proxy.Close(isClosed: false);

        Assert.Equal("The store is unavailable: another server has taken the schema over. Stop this one, or start it again when the other has ended.",
            (await Assert.ThrowsAsync<StoreUnavailableException>(async () => await first.Messages.AppendAsync(Message("c", 3)))).Message);
        await Assert.ThrowsAsync<ClaimRefusedException>(async () => await old.ClaimAsync([1], "a"));
        Assert.Equal("a b", await HistoryAsync(old));
    }

    [Fact]
    public async Task A_connection_that_breaks_under_a_write_of_a_claim_stores_it_once()
    {
        await using var proxy = new TcpProxy(Server.Port);
        var node = await OpenAsync("a", proxy.Port);
        var store = await ClaimAsync(node, "c1", "a");
        for (var number = 0; number < 20; number++)
        {
            var append = store.Messages.AppendAsync(Message($"{number:D2}", number)).AsTask();
            proxy.Cut();
            Assert.False((await append).IsDuplicate);
        }

        Assert.Equal(string.Join(' ', Enumerable.Range(0, 20).Select(number => $"{number:D2}")), await HistoryAsync(node));
    }

    [Fact]
    public async Task A_store_of_version_1_gets_its_slots_when_it_is_opened()
    {
        await (await OpenAsync(null)).DisposeAsync();
        await MakeVersion1Async();

        var store = await ClaimAsync(await OpenAsync("a"), "c1", "a");
        await store.Messages.AppendAsync(Message("m"));

        Assert.Equal("m", await HistoryAsync(store));
        Assert.Equal(3, await Server.RunAsync($"SELECT version FROM {Schema}.store"));
        await (await OpenAsync("b")).Devices.SaveAsync(new() { ApplicationId = App, Id = "d", DeviceType = "ios" });
    }

    [Fact]
    public async Task A_store_of_version_2_keeps_cursors_and_tells_messages_of_a_millisecond_apart_from_then_on()
    {
        var store = await OpenAsync(null);
        await store.Cursors.SaveAsync([Cursor(App, "c1", "tom", 1, 2) with { ReadAt = 3 }]);
        await store.DisposeAsync();
        await Server.RunAsync($"{UndoPlacesInMilliseconds} UPDATE {Schema}.store SET version = 2");

        store = await OpenAsync(null);

        Assert.Equal([Cursor(App, "c1", "tom", 1, 2) with { ReadAt = 3 }], await store.Cursors.FindByClientAsync(App, "tom"));
        await store.Cursors.SaveAsync([Cursor(App, "c1", "tom", 1, 2) with { DeliveredId = "b", ReadId = "a" }]);
        Assert.Equal([Cursor(App, "c1", "tom", 1, 2) with { DeliveredId = "b", ReadId = "a" }], await store.Cursors.FindByClientAsync(App, "tom"));
    }

    [Fact]
    public async Task A_role_that_may_write_but_not_change_the_tables_is_told_so_and_changes_nothing()
    {
        await (await OpenAsync(null)).DisposeAsync();
        await MakeVersion1Async();
        await Server.RunAsync($"""
            DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN END $$;
            GRANT USAGE ON SCHEMA {Schema} TO guest; GRANT ALL ON ALL TABLES IN SCHEMA {Schema} TO guest;
            """);

        foreach (var node in new[] { null, "a" })
        {
            var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => PostgreSqlMessageStore.OpenAsync(Server.ConnectionString("Username=guest"),
                new() { Schema = Schema, Node = node }));
            Assert.Equal($"The store in schema '{Schema}' cannot be opened: the role of the connection may not use it (permission denied " +
                $"for schema {Schema}). Make that role the owner of the schema and its tables.", refusal.Message);
        }

        Assert.Equal(1, await Server.RunAsync($"SELECT version FROM {Schema}.store"));
    }

    /// <summary>Takes out what version 2 did not have.</summary>
    string UndoPlacesInMilliseconds => $"ALTER TABLE {Schema}.cursor DROP COLUMN delivered_id, DROP COLUMN read_id;";

    /// <summary>Takes out what version 1 did not have.</summary>
    Task MakeVersion1Async() => Server.RunAsync($"""
        {UndoPlacesInMilliseconds}
        ALTER TABLE {Schema}.writer DROP CONSTRAINT one_server_writes, DROP CONSTRAINT slots_are_held, DROP COLUMN node,
            ADD CONSTRAINT one_server_writes CHECK (batch >= 0);
        DROP INDEX {Schema}.conversation_service, {Schema}.conversation_by_creation, {Schema}.conversation_by_update;
        DROP TABLE {Schema}.slot, {Schema}.device, {Schema}.device_channel; UPDATE {Schema}.store SET version = 1
        """);

    async Task WaitAsync(string count)
    {
        while (await Server.RunAsync(count) is not 1L) await Task.Yield();
    }
}
