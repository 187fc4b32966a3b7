using LeanRx.Server.PostgreSql.Internal;
using LeanRx.Server.Storage;
using Npgsql;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.PostgreSql.Tests;

public sealed class GroupCommitTests(DatabaseServer server) : SchemaTest(server)
{
    PostgreSqlMessageStore? _store;

    public override async ValueTask DisposeAsync()
    {
        if (_store is not null) await _store.DisposeAsync();
        await base.DisposeAsync();
    }

    async Task<PostgreSqlMessageStore> OpenAsync(int maxBatch = 1024, int maxPending = 65_536) => _store =
        await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(), new() { Schema = Schema, MaxBatch = maxBatch, MaxPendingWrites = maxPending });

    /// <summary>Keeps the writer busy until the lock is let go, so that what comes meanwhile queues up.</summary>
    async Task<(Task Write, Func<Task> Release)> OccupyAsync(PostgreSqlMessageStore store)
    {
        var other = new NpgsqlConnection(Server.ConnectionString("Pooling=false"));
        await other.OpenAsync();
        var transaction = await other.BeginTransactionAsync();
        await using (var command = new NpgsqlCommand($"LOCK TABLE {Schema}.standing", other)) await command.ExecuteNonQueryAsync();
        var write = store.Moderation.SaveAsync([Standing("app", "c1", "tom") with { IsBlocked = true }]).AsTask();
        while (await Server.RunAsync($"SELECT count(*) FROM pg_locks WHERE relation = '{Schema}.standing'::regclass AND NOT " +
            "granted") is not 1L) await Task.Yield();
        return (write, async () =>
        {
            await transaction.RollbackAsync();
            await other.DisposeAsync();
        }
        );
    }

    [Theory]
    [InlineData(1024, 2)]
    [InlineData(100, 11)]
    public async Task What_queues_up_while_one_transaction_runs_shares_the_next(int maxBatch, long transactions)
    {
        var store = await OpenAsync(maxBatch);
        var (first, release) = await OccupyAsync(store);

        var appends = Enumerable.Range(0, 1000).Select(number => store.Messages.AppendAsync(Message($"{number}")).AsTask()).ToList();
        await release();
        await first;
        await Task.WhenAll(appends);

        Assert.Equal(transactions, store.Writer.Transactions);
    }

    /// <summary>One statement tells whose turn it is, the other stores: however many messages there are, and whoever they are from.</summary>
    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(1000, false)]
    [InlineData(1000, true)]
    public async Task What_shares_a_transaction_is_one_round_trip_of_two_statements(int messages, bool areMixed)
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(port: proxy.Port),
            new() { Schema = Schema, Scheduler = new HurriedClock() });
        // What is sent for the first times is understood and prepared.
        for (var round = 0; round < 2; round++) await SendTogetherAsync(store, messages, areMixed, $"warm{round}");
        var questions = new Questions();
        proxy.Asked = questions.Take;
        var transactions = store.Writer.Transactions;

        await SendTogetherAsync(store, messages, areMixed, "counted");

        // Two of the three statements are of the transaction of the messages, the first of the one that they waited for.
        Assert.Equal((2, 3, 2, 0), (store.Writer.Transactions - transactions, questions.Statements, questions.RoundTrips, questions.Texts));
    }

    static async Task SendTogetherAsync(PostgreSqlMessageStore store, int messages, bool areMixed, string name)
    {
        var appends = new List<Task>();
        // They come while another transaction is under way.
        await store.Writes.RunAsync(
            _ =>
            {
                for (var number = 0; number < messages; number++)
                {
                    var message = Message($"{name}-{number}", number, token: number % 3 == 0 ? $"{name}-{number}" : null);
                    appends.Add(store.Messages.AppendAsync(!areMixed ? message : (number % 5) switch
                    {
                        0 => message with { ConversationId = "c2", MentionedClientIds = ["jerry"] },
                        1 => message with { From = "jerry", IsBinary = true },
                        2 => message with { MentionAll = true, ReceiptRequested = true },
                        3 => message with { ValidUntil = 1000 },
                        _ => message with { MessageType = -1 },
                    }).AsTask());
                }
            },
            default);
        await Task.WhenAll(appends);
    }

    [Fact]
    public async Task Nothing_completes_before_the_commit_and_then_all_in_order()
    {
        var store = await OpenAsync();
        var (first, release) = await OccupyAsync(store);
        var appends = Enumerable.Range(0, 100).Select(number => store.Messages.AppendAsync(Message($"{number:D3}")).AsTask()).ToList();

        Assert.DoesNotContain(appends, append => append.IsCompleted);
        Assert.Equal("", await HistoryAsync(store));
        await release();
        await appends[^1];

        Assert.All(appends, append => Assert.True(append.IsCompletedSuccessfully));
        Assert.True(first.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_write_that_breaks_its_transaction_fails_alone()
    {
        var store = await OpenAsync();
        var (first, release) = await OccupyAsync(store);

        var before = store.Messages.AppendAsync(Message("a", 1)).AsTask();
        var broken = store.Writes.RunAsync(
            batch =>
            {
                batch.Execute($"INSERT INTO probe (number, value) VALUES (7, '')");
                batch.Execute($"INSERT INTO probe (number, value) VALUES (7, '')");
            },
            default).AsTask();
        var after = store.Messages.AppendAsync(Message("b", 2)).AsTask();
        await release();
        await Task.WhenAll(first, before, after);

        Assert.Equal(PostgresErrorCodes.UniqueViolation, (await Assert.ThrowsAsync<PostgresException>(() => broken)).SqlState);
        Assert.Equal("a b", await HistoryAsync(store));
        Assert.Equal(0L, await Server.RunAsync($"SELECT count(*) FROM {Schema}.probe"));
    }

    [Fact]
    public async Task A_write_given_up_in_the_queue_is_left_out()
    {
        var store = await OpenAsync();
        var (first, release) = await OccupyAsync(store);
        using var givenUp = new CancellationTokenSource();

        var cancelled = store.Messages.AppendAsync(Message("a"), givenUp.Token).AsTask();
        var kept = store.Messages.AppendAsync(Message("b")).AsTask();
        await givenUp.CancelAsync();
        await release();
        await Task.WhenAll(first, kept);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal("b", await HistoryAsync(store));
    }

    [Fact]
    public async Task A_full_queue_makes_callers_wait_in_their_order()
    {
        var store = await OpenAsync(maxPending: 2);
        var (first, release) = await OccupyAsync(store);
        using var givenUp = new CancellationTokenSource();

        var appends = Enumerable.Range(0, 20)
            .Select(number => store.Messages.AppendAsync(Message($"{number:D2}", 1, token: "t" + (number / 2))).AsTask()).ToList();
        var waiting = store.Messages.AppendAsync(Message("never"), givenUp.Token).AsTask();
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        await release();
        await first;

        Assert.Equal(Enumerable.Range(0, 20).Select(number => number % 2 == 1), (await Task.WhenAll(appends)).Select(result => result.IsDuplicate));
        Assert.Equal(10, (await HistoryAsync(store)).Split(' ').Length);
    }

    [Fact]
    public async Task Closing_commits_what_is_queued()
    {
        var store = await OpenAsync();
        var appends = Enumerable.Range(0, 200).Select(number => store.Messages.AppendAsync(Message($"m{number:D3}", number)).AsTask()).ToList();

        await store.DisposeAsync();

        Assert.All(appends, append => Assert.True(append.IsCompletedSuccessfully));
        Assert.Equal(200, (await HistoryAsync(await OpenAsync())).Split(' ').Length);
    }

    [Fact]
    public async Task Every_commit_is_synced_even_where_the_database_would_not()
    {
        await using var store = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString("Options=-c synchronous_commit=off"),
            new() { Schema = Schema });

        Assert.Equal("on", await store.Writer.RunAsync(session =>
            session.FirstOrDefaultAsync($"SELECT current_setting('synchronous_commit')", row => row.Text(0), default)));
    }

    /// <summary>Text of any kind stays what it was, and in its order.</summary>
    [Theory]
    [InlineData("a", "a\0", "a\0\0", "a\0\u0001", "a\0b", "a\u0001", "a\u0001\0", "a\u0001\u0001", "a\u0001\u0002", "a\u0002", "ab")]
    [InlineData("\0", "\u0001", "é", "中", "😀")]
    public async Task Text_that_PostgreSQL_does_not_take_stays_what_it_is_and_in_order(params string[] ids)
    {
        var store = await OpenAsync();
        foreach (var id in ids.Reverse()) await store.Messages.AppendAsync(Message(id) with { From = id, Recipients = [id], DeduplicationToken = id });
        await store.Conversations.SaveAsync(Conversation("c1", ids));

        var history = await store.Messages.ReadHistoryAsync(new() { ApplicationId = "app", ConversationId = "c1", Limit = 100 });
        Assert.Equal(ids, history.Select(message => message.Id));
        Assert.Equal(ids, history.Select(message => message.From));
        Assert.Equal(ids, history.Select(message => message.Recipients.Single()));
        Assert.Equal(ids.Select(id => $"body of {id}"), history.Select(message => message.Data));
        Assert.Equal(ids, (await store.Conversations.FindAsync("app", "c1"))!.Members);
    }

    [Fact]
    public async Task Half_of_a_pair_becomes_the_replacement_character()
    {
        var store = await OpenAsync();

        await store.Messages.AppendAsync(Message("a") with { Data = "x\ud800y" });

        Assert.Equal("x\ufffdy", (await store.Messages.FindAsync("app", "c1", "a"))!.Data);
    }

    [Theory]
    [InlineData("SELECT client, read_to FROM cursor WHERE app = {0} AND read_to = 1 ORDER BY client")]
    [InlineData("SELECT role FROM standing WHERE role = 'Owner'")]
    [InlineData("SELECT message FROM receipt WHERE app = {0}")]
    public async Task A_statement_that_would_walk_what_it_does_not_name_is_found_out(string sql)
    {
        await using var store = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString("Auto Prepare Min Usages=1"), new()
        {
            Schema = Schema,
            MaxReaders = 1
        });
        var raw = new Raw(sql.Replace("{0}", "'app'", StringComparison.Ordinal));
        await store.Readers.RunAsync(session => session.ListAsync($"{raw}", _ => true, default), default);

        Assert.Single(await QueryPlans.WalksAsync(store));
    }
}
