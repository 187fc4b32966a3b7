using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>What stands in the way of a store is said when it is opened, and leaves nothing behind.</summary>
public sealed class OpeningTests(DatabaseServer server) : SchemaTest(server)
{
    Task<PostgreSqlMessageStore> OpenAsync(string more = "") =>
        PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(more), new() { Schema = Schema, Scheduler = new HurriedClock() });

    async Task<string> RefusalAsync(string more = "") => (await Assert.ThrowsAsync<StoreOpenException>(() => OpenAsync(more))).Message;

    [Fact]
    public async Task A_store_opened_again_has_all_that_it_had()
    {
        ReadOnlyMemory<byte> secret;
        await using (var store = await OpenAsync())
        {
            secret = await store.GetSecretAsync();
            await store.Conversations.SaveAsync(Conversation("c1", "tom", "jerry") with { UniqueId = "key" });
            await store.Messages.AppendAsync(Message("a", 1, token: "t"));
            await store.Cursors.SaveAsync([Cursor("app", "c1", "tom", 1, 2)]);
            await store.Receipts.AddAsync([Receipt("app", "tom", "c1", "a", 3, true, "jerry")], 100);
        }

        await using var again = await OpenAsync();

        Assert.Equal(Schema, again.Schema);
        Assert.Equal(secret.ToArray(), (await again.GetSecretAsync()).ToArray());
        Assert.Equal(["tom", "jerry"], (await again.Conversations.FindUniqueAsync("app", "key"))!.Members);
        Assert.True((await again.Messages.AppendAsync(Message("c", 3, token: "t"))).IsDuplicate);
        Assert.Equal([Cursor("app", "c1", "tom", 1, 2)], await again.Cursors.FindByClientAsync("app", "tom"));
        Assert.Equal([Receipt("app", "tom", "c1", "a", 3, true, "jerry")], await again.Receipts.TakeAsync("app", "tom"));
    }

    [Fact]
    public async Task A_check_leaves_nothing_behind()
    {
        await using var store = await OpenAsync();

        await store.CheckAsync();

        Assert.Equal(0L, await Server.RunAsync($"SELECT count(*) FROM {Schema}.probe"));
    }

    [Fact]
    public async Task Two_schemas_of_a_database_are_two_stores()
    {
        var other = Server.NewSchema();
        await using var one = await OpenAsync();
        await using var two = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(), new() { Schema = other });
        await one.Messages.AppendAsync(Message("a"));

        Assert.Equal("", await HistoryAsync(two));
        Assert.NotEqual((await one.GetSecretAsync()).ToArray(), (await two.GetSecretAsync()).ToArray());
        await Server.RunAsync($"DROP SCHEMA {other} CASCADE");
    }

    [Fact]
    public async Task A_schema_is_open_in_one_server_at_a_time()
    {
        await using (await OpenAsync())
        {
            var refusal = await RefusalAsync();
            Assert.StartsWith($"The schema '{Schema}' is in use by another server ({Environment.MachineName}, process {Environment.ProcessId}, since ",
                refusal,
                StringComparison.Ordinal);
            Assert.EndsWith("Stop that one first, or give this one a schema of its own.", refusal, StringComparison.Ordinal);
        }

        await (await OpenAsync()).DisposeAsync();
    }

    [Fact]
    public async Task Of_servers_that_open_a_new_schema_at_once_one_has_it()
    {
        var openings = await Task.WhenAll(Enumerable.Range(0, 8).Select(async _ =>
        {
            try
            {
                return await OpenAsync();
            }
            catch (StoreOpenException)
            {
                return null;
            }
        }));

        await Assert.Single(openings, store => store is not null)!.DisposeAsync();
    }

    [Fact]
    public async Task A_server_that_was_cut_off_and_replaced_stores_nothing_more()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var old = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(port: proxy.Port), new() { Schema = Schema });
        await old.Messages.AppendAsync(Message("a", 1));
        proxy.Close(isClosed: true);
        await using (var other = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(), new() { Schema = Schema }))
        {
            var late = old.Messages.AppendAsync(Message("b", 2)).AsTask();
            proxy.Close(isClosed: false);
            Assert.Equal("The store is unavailable: another server has taken the schema over. Stop this one, or start it again when the other has ended.",
                (await Assert.ThrowsAsync<StoreUnavailableException>(() => late)).Message);
            await other.Messages.AppendAsync(Message("c", 3));
        }

        await Assert.ThrowsAsync<StoreUnavailableException>(() => old.Messages.AppendAsync(Message("d", 4)).AsTask());
        await Assert.ThrowsAnyAsync<IOException>(() => old.CheckAsync().AsTask());
        Assert.Equal("a c", await HistoryAsync(old));
    }

    [Fact]
    public async Task A_server_that_still_believes_in_its_connection_is_refused_by_the_database()
    {
        await using var old = await OpenAsync();
        await Server.RunAsync($"UPDATE {Schema}.writer SET epoch = epoch + 1");

        Assert.Contains("another server has taken the schema over", (await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            old.Messages.AppendAsync(Message("a")).AsTask())).Message, StringComparison.Ordinal);
        Assert.Equal("", await HistoryAsync(old));
    }

    [Fact]
    public async Task A_database_that_lost_what_it_confirmed_is_written_no_more()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(port: proxy.Port), new() { Schema = Schema });
        await store.Messages.AppendAsync(Message("a", 1));
        // As a standby that was a transaction behind has it.
        await Server.RunAsync($"DELETE FROM {Schema}.message; UPDATE {Schema}.writer SET batch = batch - 1");
        proxy.Cut();

        Assert.Contains("the database has lost what it had confirmed", (await Assert.ThrowsAsync<StoreUnavailableException>(() =>
            store.Messages.AppendAsync(Message("b", 2)).AsTask())).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_role_that_may_not_make_the_schema()
    {
        await RoleAsync();

        Assert.Equal($"The schema '{Schema}' does not exist in the database 'postgres', and the role 'guest' may not make it. Have an administrator run: " +
            $"CREATE SCHEMA {Schema} AUTHORIZATION \"guest\"", await RefusalAsync("Username=guest"));
        await Server.RunAsync($"CREATE SCHEMA {Schema} AUTHORIZATION guest");
        await using var store = await OpenAsync("Username=guest");
        await store.Messages.AppendAsync(Message("a"));
        Assert.Equal("a", await HistoryAsync(store));
    }

    [Fact]
    public async Task A_role_that_may_not_use_the_tables()
    {
        await RoleAsync();
        await (await OpenAsync()).DisposeAsync();

        Assert.StartsWith($"The store in schema '{Schema}' cannot be opened: the role of the connection may not use it (permission denied",
            await RefusalAsync("Username=guest"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_left_alone()
    {
        await (await OpenAsync()).DisposeAsync();
        await Server.RunAsync($"UPDATE {Schema}.store SET version = 99");

        Assert.Equal($"The store in schema '{Schema}' has version 99, and this version of LeanRx.Server.PostgreSql knows versions up to 3. Update the " +
            "package, or " +
            "give the store another schema.", await RefusalAsync());
    }

    [Fact]
    public async Task A_schema_of_another_program_is_left_alone()
    {
        await Server.RunAsync($"CREATE SCHEMA {Schema}; CREATE TABLE {Schema}.person (name text)");

        Assert.Equal($"The schema '{Schema}' holds tables of another program. Give the store a schema of its own.", await RefusalAsync());
        Assert.Equal(1L, await Server.RunAsync($"SELECT count(*) FROM pg_tables WHERE schemaname = '{Schema}'"));
    }

    [Fact]
    public async Task A_database_that_only_reads() =>
        Assert.Equal($"The store in schema '{Schema}' cannot be opened: the database is read-only for this role (default_transaction_read_only).",
            await RefusalAsync("Options=-c default_transaction_read_only=on"));

    [Fact]
    public async Task A_database_in_another_encoding()
    {
        await Server.RunAsync("CREATE DATABASE latin ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");

        var refusal = await Assert.ThrowsAsync<StoreOpenException>(() => PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(database: "latin")));

        Assert.Equal("The store in schema 'leanrx' cannot be opened: the database has the encoding LATIN1. Make one with the encoding UTF8.", refusal.Message);
        await Server.RunAsync("DROP DATABASE latin");
    }

    [Fact]
    public async Task A_database_that_is_not_there_or_not_reached()
    {
        Assert.Equal($"The store in schema '{Schema}' cannot be opened: database \"nowhere\" does not exist (3D000).", await RefusalAsync("Database=nowhere"));
        Assert.StartsWith($"The store in schema '{Schema}' cannot be opened: Failed to connect to 127.0.0.1:1", await RefusalAsync("Port=1"),
            StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("Database=chat")]
    [InlineData("Host=db;Colour=blue")]
    [InlineData("Host=db;Port=many")]
    [InlineData("postgresql://db/chat")]
    public async Task A_connection_string_that_cannot_be_read(string connectionString) =>
        Assert.Equal("connectionString", (await Assert.ThrowsAnyAsync<ArgumentException>(() => PostgreSqlMessageStore.OpenAsync(connectionString))).ParamName);

    [Theory]
    [InlineData("Host=db;Database=chat", true)]
    [InlineData("Database=chat; host = db", true)]
    [InlineData("Server=db", true)]
    [InlineData("postgres://tom:secret@db/chat", true)]
    [InlineData("./data", false)]
    [InlineData("C:\\data", false)]
    [InlineData("data;Host", false)]
    [InlineData("a=b", false)]
    public void A_connection_string_is_told_from_a_path(string text, bool isOne) => Assert.Equal(isOne, PostgreSqlMessageStore.IsConnectionString(text));

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        foreach (var (options, name) in new (PostgreSqlStoreOptions, string)[] { (new() { MaxBatch = 0 }, "MaxBatch"),
            (new() { MaxPendingWrites = 0 }, "MaxPendingWrites"), (new() { MaxReaders = 0 }, "MaxReaders"), (new() { MaxWait = TimeSpan.FromTicks(-1) },
                "MaxWait"),
            (new() { Schema = "" }, "Schema"), (new() { Schema = "Chat" }, "Schema"), (new() { Schema = "1a" }, "Schema"), (new() { Schema = "pg_x" },
                "Schema"),
            (new() { Schema = "a\"; DROP" }, "Schema"), (new() { Schema = new string('a', 64) }, "Schema") })
            Assert.Equal(name, (await Assert.ThrowsAnyAsync<ArgumentException>(() => PostgreSqlMessageStore.OpenAsync("Host=db", options))).ParamName);
    }

    [Fact]
    public async Task A_closed_store_refuses_every_call_and_may_be_closed_again()
    {
        var store = await OpenAsync();
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Messages.AppendAsync(Message("a")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Conversations.FindAsync("app", "c1"));
    }

    Task RoleAsync() => Server.RunAsync("DO $$ BEGIN CREATE ROLE guest LOGIN; EXCEPTION WHEN duplicate_object THEN END $$");
}
