using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;
using Microsoft.Data.Sqlite;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

public sealed class GroupCommitTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    Task<SqliteMessageStore> OpenAsync(SqliteStoreOptions? options = null) =>
        SqliteMessageStore.OpenAsync(_directory["store.db"], options ?? new() { Durability = SqliteDurability.Normal });

    /// <summary>Keeps the writer busy until the gate opens, so that what comes meanwhile queues up.</summary>
    static async Task<Task> OccupyAsync(SqliteMessageStore store, ManualResetEventSlim gate)
    {
        var begun = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var done = store.Writes.RunAsync(
            _ =>
            {
                begun.TrySetResult();
                gate.Wait();
            },
            default).AsTask();
        await begun.Task;
        return done;
    }

    [Theory]
    [InlineData(1024, 2)]
    [InlineData(100, 11)]
    public async Task What_queues_up_while_one_transaction_runs_shares_the_next(int maxBatch, long transactions)
    {
        await using var store = await OpenAsync(new() { MaxBatch = maxBatch, Durability = SqliteDurability.Normal });
        using var gate = new ManualResetEventSlim();
        var first = await OccupyAsync(store, gate);

        var appends = Enumerable.Range(0, 1000).Select(number => store.Messages.AppendAsync(Message($"{number}")).AsTask()).ToList();
        gate.Set();
        await first;
        await Task.WhenAll(appends);

        Assert.Equal(transactions, store.Writes.Transactions);
    }

    [Fact]
    public async Task Nothing_completes_before_the_commit_and_then_all_in_order()
    {
        await using var store = await OpenAsync();
        using var gate = new ManualResetEventSlim();
        var first = await OccupyAsync(store, gate);
        var append = store.Messages.AppendAsync(Message("a")).AsTask();
        using var second = new ManualResetEventSlim();
        var last = store.Writes.RunAsync(_ => second.Wait(), default).AsTask();

        gate.Set();
        await first;
        Assert.False(append.IsCompleted);
        Assert.Null(await store.Messages.FindAsync("app", "c1", "a"));

        second.Set();
        await last;
        Assert.True(append.IsCompletedSuccessfully);
        Assert.NotNull(await store.Messages.FindAsync("app", "c1", "a"));
    }

    [Fact]
    public async Task A_write_that_breaks_its_transaction_fails_alone()
    {
        await using var store = await OpenAsync();
        using var gate = new ManualResetEventSlim();
        var first = await OccupyAsync(store, gate);

        var before = store.Messages.AppendAsync(Message("a", 1)).AsTask();
        var broken = store.Writes.RunAsync(
            session =>
            {
                session["INSERT INTO meta (name, value) VALUES ('half', x'00')"].Execute();
                session["INSERT INTO meta (name, value) VALUES ('secret', x'00')"].Execute();
            },
            default).AsTask();
        var after = store.Messages.AppendAsync(Message("b", 2)).AsTask();
        gate.Set();
        await first;
        await before;
        await after;

        Assert.Contains("UNIQUE", (await Assert.ThrowsAsync<SqliteException>(() => broken)).Message);
        Assert.Equal("a b", await HistoryAsync(store));
        Assert.Equal(0, await store.Writes.RunAsync(session => session["SELECT count(*) FROM meta WHERE name = 'half'"].FirstOrDefault(row => row.Long(0)),
            default));
    }

    [Fact]
    public async Task Writes_fail_while_another_program_holds_the_file_and_succeed_when_it_lets_go()
    {
        await using var store = await OpenAsync();
        await store.Writes.RunAsync(session => session["PRAGMA busy_timeout = 0"].Execute(), default);
        await using var other = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = store.Path, Pooling = false }.ToString());
        await other.OpenAsync();
        await using (await other.BeginTransactionAsync())
        {
            var appends = Enumerable.Range(0, 10).Select(number => store.Messages.AppendAsync(Message($"{number}")).AsTask()).ToList();
            foreach (var append in appends) Assert.Contains("locked", (await Assert.ThrowsAsync<SqliteException>(() => append)).Message);
        }

        await store.Messages.AppendAsync(Message("a"));
        Assert.Equal("a", await HistoryAsync(store));
    }

    [Fact]
    public async Task A_write_given_up_in_the_queue_is_left_out()
    {
        await using var store = await OpenAsync();
        using var gate = new ManualResetEventSlim();
        var first = await OccupyAsync(store, gate);
        using var givenUp = new CancellationTokenSource();

        var cancelled = store.Messages.AppendAsync(Message("a"), givenUp.Token).AsTask();
        var kept = store.Messages.AppendAsync(Message("b")).AsTask();
        await givenUp.CancelAsync();
        gate.Set();
        await first;
        await kept;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled);
        Assert.Equal("b", await HistoryAsync(store));
    }

    [Fact]
    public async Task A_full_queue_makes_callers_wait_in_their_order()
    {
        await using var store = await OpenAsync(new() { MaxPendingWrites = 2, Durability = SqliteDurability.Normal });
        using var gate = new ManualResetEventSlim();
        var first = await OccupyAsync(store, gate);
        using var givenUp = new CancellationTokenSource();

        var appends = Enumerable.Range(0, 20)
            .Select(number => store.Messages.AppendAsync(Message($"{number:D2}", 1, token: "t" + (number / 2))).AsTask()).ToList();
        var waiting = store.Messages.AppendAsync(Message("never"), givenUp.Token).AsTask();
        await givenUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waiting);
        gate.Set();
        await first;

        Assert.Equal(Enumerable.Range(0, 20).Select(number => number % 2 == 1), (await Task.WhenAll(appends)).Select(result => result.IsDuplicate));
        Assert.Equal(10, (await HistoryAsync(store)).Split(' ').Length);
    }

    [Fact]
    public async Task Reads_go_on_while_the_writer_is_busy()
    {
        await using var store = await OpenAsync(new() { MaxReaders = 1 });
        await store.Messages.AppendAsync(Message("a"));
        using var gate = new ManualResetEventSlim();
        var first = await OccupyAsync(store, gate);

        Assert.Equal("a", await HistoryAsync(store));
        Assert.False(first.IsCompleted);
        gate.Set();
        await first;
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pages_of_history_are_read_along_the_index(bool forward)
    {
        await using var store = await OpenAsync();
        HistoryBound?[] bounds = [null, new(1, null, true), new(1, "a", false)];
        foreach (var lower in bounds)
        {
            foreach (var upper in bounds)
            {
                var plan = await store.Writes.RunAsync(session =>
                    session["EXPLAIN QUERY PLAN "
                    + HistorySql.For(new() { ApplicationId = "app", ConversationId = "c1", Forward = forward, MessageType = -1 }, lower, upper)]
                    .List(row => row.Text(3), "app", "c1", 20L, 1L, "a", 1L, "a", -1L), default);
                Assert.StartsWith("SEARCH message USING PRIMARY KEY (app=? AND conversation=?", Assert.Single(plan));
            }
        }
    }
}
