using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.PostgreSql.Tests;

/// <summary>A standby takes over from a primary that was lost with its machine.</summary>
[Trait("Speed", "slow")]
public sealed class FailoverTests
{
    /// <summary>Less than the driver believes for by itself which of several hosts is the primary.</summary>
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(8);

    static Task<PostgreSqlMessageStore> OpenAsync(DatabaseServer first, DatabaseServer second) => PostgreSqlMessageStore.OpenAsync(
        $"Host=127.0.0.1:{first.Port},127.0.0.1:{second.Port};Database=postgres;Username=postgres", new() { MaxWait = s_patience });

    static async Task SynchronizeAsync(DatabaseServer primary)
    {
        await primary.RunAsync("ALTER SYSTEM SET synchronous_standby_names = 'standby'");
        await primary.RunAsync("SELECT pg_reload_conf()");
        while (await primary.RunAsync("SELECT count(*) FROM pg_stat_replication WHERE sync_state = 'sync'") is not 1L) await Task.Yield();
    }

    [Fact]
    public async Task A_synchronous_standby_that_is_promoted_has_all_that_was_acked_and_takes_what_waits_once()
    {
        await using var primary = await DatabaseServer.StartNewAsync("fsync=on");
        await using var standby = await primary.StartStandbyAsync("fsync=on");
        await SynchronizeAsync(primary);
        await using var store = await OpenAsync(standby, primary);

        var acked = await Senders.SendAsync(store, async () =>
        {
            await primary.KillAsync();
            await standby.RunAsync("SELECT pg_promote()");
        });

        Assert.Equal(2400, acked.Count);
        await Senders.RequireAllAsync(store, acked);
    }

    [Fact]
    public async Task A_primary_that_comes_back_as_a_standby_is_left_for_the_new_one()
    {
        await using var primary = await DatabaseServer.StartNewAsync("fsync=on");
        await using var standby = await primary.StartStandbyAsync("fsync=on");
        await SynchronizeAsync(primary);
        await using var store = await OpenAsync(primary, standby);
        await store.Messages.AppendAsync(Message("a", 1));
        await primary.StopAsync();
        await standby.RunAsync("SELECT pg_promote()");
        await primary.BecomeStandbyAsync();
        await primary.StartAsync();

        await store.Messages.AppendAsync(Message("b", 2));

        Assert.Equal("a b", await HistoryAsync(store));
        Assert.Equal(1L, await primary.RunAsync("SELECT count(*) FROM leanrx.message"));
    }

    [Fact]
    public async Task A_standby_that_lacks_what_was_acked_is_not_written()
    {
        await using var primary = await DatabaseServer.StartNewAsync("fsync=on");
        await using var standby = await primary.StartStandbyAsync("fsync=on");
        await using var store = await OpenAsync(primary, standby);
        await store.Messages.AppendAsync(Message("a", 1));
        var written = await primary.RunAsync("SELECT pg_current_wal_lsn()::text");
        while (await standby.RunAsync($"SELECT pg_last_wal_replay_lsn() >= '{written}'::pg_lsn") is not true) await Task.Yield();
        await standby.StopAsync();
        await store.Messages.AppendAsync(Message("b", 2));
        await primary.KillAsync();
        await standby.StartAsync();
        await standby.RunAsync("SELECT pg_promote()");

        var refused = await Assert.ThrowsAsync<StoreUnavailableException>(() => store.Messages.AppendAsync(Message("c", 3)).AsTask());

        Assert.Equal("The store is unavailable: the database has lost what it had confirmed: it was restored, or a standby took over that was not up to " +
            "date. Start the server again.", refused.Message);
        Assert.Equal(1L, await standby.RunAsync("SELECT count(*) FROM leanrx.message"));
    }
}
