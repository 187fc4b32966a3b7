using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>A database that goes away costs time, and no message.</summary>
[Trait("Speed", "slow")]
public sealed class OutageTests(DatabaseServer server) : SchemaTest(server)
{
    [Fact]
    public async Task Killed_in_the_middle_of_sends_and_started_again_it_has_lost_nothing_acked_and_nothing_twice()
    {
        await using var own = await DatabaseServer.StartNewAsync("fsync=on");
        await using var store = await PostgreSqlMessageStore.OpenAsync(own.ConnectionString(), new() { MaxWait = TimeSpan.FromSeconds(30) });

        var acked = await Senders.SendAsync(store, async () =>
        {
            await own.KillAsync();
            await own.StartAsync();
        });

        Assert.Equal(2400, acked.Count);
        await Senders.RequireAllAsync(store, acked);
    }

    [Fact]
    public async Task Stopped_in_good_order_and_started_again_it_has_lost_nothing_either()
    {
        await using var own = await DatabaseServer.StartNewAsync("fsync=on");
        await using var store = await PostgreSqlMessageStore.OpenAsync(own.ConnectionString(), new() { MaxWait = TimeSpan.FromSeconds(30) });

        await Senders.RequireAllAsync(store, await Senders.SendAsync(store, async () =>
        {
            await own.StopAsync();
            await own.StartAsync();
        }));
    }

    [Fact]
    public async Task A_standby_is_not_written_until_it_is_promoted_and_opens_no_store()
    {
        await using var own = await DatabaseServer.StartNewAsync("fsync=on");
        await using var store = await PostgreSqlMessageStore.OpenAsync(own.ConnectionString(), new() { MaxWait = TimeSpan.FromSeconds(30) });
        await store.Messages.AppendAsync(Message("a", 1));
        await own.StopAsync();
        await own.BecomeStandbyAsync();
        await own.StartAsync();

        Assert.Equal("The store is unavailable: the database is read-only: it is a standby, or in recovery.",
            (await Assert.ThrowsAsync<StoreUnavailableException>(() => store.CheckAsync().AsTask())).Message);
        Assert.Equal("a", await HistoryAsync(store));
        Assert.Equal("The store in schema 'leanrx' cannot be opened: the database is in recovery, a standby that only reads. Connect to the primary.",
            (await Assert.ThrowsAsync<StoreOpenException>(() => PostgreSqlMessageStore.OpenAsync(own.ConnectionString()))).Message);

        await own.RunAsync("SELECT pg_promote()");
        await store.Messages.AppendAsync(Message("b", 2));
        Assert.Equal("a b", await HistoryAsync(store));
    }

    [Fact]
    public async Task Reads_wait_for_those_before_them_and_no_longer_than_these_may_take()
    {
        var clock = new SteppedClock();
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await PostgreSqlMessageStore.OpenAsync(Server.ConnectionString(port: proxy.Port),
            new() { Schema = Schema, MaxReaders = 1, Scheduler = clock });
        await HistoryAsync(store);
        proxy.Pause();
        var first = HistoryAsync(store);

        var second = HistoryAsync(store);
        await clock.StepAsync();

        Assert.Equal("The store is unavailable: the database has not answered the reads before this one in time.",
            (await Assert.ThrowsAsync<StoreUnavailableException>(() => second)).Message);
        proxy.Resume();
        Assert.Equal("", await first);
        Assert.Equal("", await HistoryAsync(store));
    }

    [Fact]
    public async Task Connections_cut_again_and_again_lose_nothing_and_store_nothing_twice()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy);

        await Senders.RequireAllAsync(store, await Senders.SendAsync(store, async () =>
        {
            for (var cut = 0; cut < 20; cut++)
            {
                proxy.Cut();
                await store.Messages.AppendAsync(Message($"x{cut:D2}", cut) with { ConversationId = "c2" });
            }
        }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_commit_whose_answer_is_lost_is_found_afterwards_and_told_as_what_it_was(bool isTaken)
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy, scheduler: new HurriedClock());
        await store.Messages.AppendAsync(Message("a", 1, token: "t"));
        await store.Receipts.AddAsync([Receipt("app", "tom", "c1", "a", 3, true, "jerry")], 100);

        proxy.PauseAnswers();
        var writes = new[]
        {
            store.Messages.AppendAsync(Message("b", 2, token: "u")).AsTask(),
            store.Messages.AppendAsync(Message("c", 3, token: "t")).AsTask(),
            store.Messages.AppendAsync(Message("d", 4)).AsTask(),
        };
        var taken = isTaken ? store.Receipts.TakeAsync("app", "tom").AsTask() : null;
        while (!isTaken && await Server.RunAsync($"SELECT count(*) FROM {Schema}.message WHERE id IN ('b', 'd')") is not 2L) await Task.Yield();
        proxy.Cut();

        var results = await Task.WhenAll(writes);
        Assert.Equal(["b", "a", "d"], results.Select(result => result.Message.Id));
        Assert.Equal([false, true, false], results.Select(result => result.IsDuplicate));
        Assert.Equal("a b d", await HistoryAsync(store));
        if (taken is not null) Assert.Equal([Receipt("app", "tom", "c1", "a", 3, true, "jerry")], await taken);
    }

    [Fact]
    public async Task A_notification_whose_answer_is_lost_is_kept_once()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy, scheduler: new HurriedClock());
        var notification = new StoredNotification { ApplicationId = "app", ConversationId = "c1", Timestamp = 5, Frame = "{}", ClientIds = ["tom"] };

        proxy.PauseAnswers();
        var added = store.Notifications.AddAsync(notification, new() { MaxCount = 10, MaxConversationBytes = 1000, MaxBytes = 1000 }).AsTask();
        while (await Server.RunAsync($"SELECT count(*) FROM {Schema}.notice") is not 1L) await Task.Yield();
        proxy.Cut();
        await added;

        Assert.Single((await store.Notifications.FindAsync(new() { ApplicationId = "app", ClientId = "tom" })).Notifications);
    }

    [Fact]
    public async Task A_line_that_is_silent_is_given_up_and_another_taken()
    {
        await using var proxy = new TcpProxy(Server.Port);
        await using var store = await OpenAsync(proxy, more: "Command Timeout=1;Cancellation Timeout=100;Timeout=1");
        await store.Messages.AppendAsync(Message("a", 1));

        proxy.Pause();
        var append = store.Messages.AppendAsync(Message("b", 2)).AsTask();
        var read = await Assert.ThrowsAsync<StoreUnavailableException>(() => HistoryAsync(store));
        proxy.Cut();

        Assert.Equal("The store is unavailable: the database did not answer in time.", read.Message);
        await append;
        Assert.Equal("a b", await HistoryAsync(store));
    }
}
