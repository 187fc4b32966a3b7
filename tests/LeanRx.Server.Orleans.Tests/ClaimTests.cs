using LeanRx.Server.Hosting;
using LeanRx.Server.Orleans.Internal;
using LeanRx.Server.PostgreSql.Internal;
using LeanRx.Server.PostgreSql.Tests;
using LeanRx.Server.Storage;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>Which slots the database lets a node claim.</summary>
public sealed class ClaimTests(DatabaseServer database) : ClusterTest(database)
{
    const int Slot = 7;
    const string Never = "clock_timestamp() + interval '1 hour'";
    const string JustPassed = "clock_timestamp() - interval '1200 milliseconds'";

    static readonly ClusterNode s_self = new("127.0.0.1:1", 5);
    static readonly ClusterNode s_other = new("127.0.0.1:2", 6);

    async Task<ClusterRows> OpenAsync(SiloStatus? own = SiloStatus.Active)
    {
        var options = new PostgreSqlStoreOptions { Schema = Schema, Node = s_self.Name };
        var store = Own(await PostgreSqlMessageStore.OpenAsync(Database.ConnectionString(), options, Patience));
        var source = DataSources.ForClaims(DataSources.Parse(Database.ConnectionString()), options);
        var readers = Own(new Readers(source, options));
        await ClusterTables.MakeAsync(source, Schema, "leanrx", Patience);
        await Database.RunAsync($"UPDATE {Schema}.slot SET owner = '{s_other}', epoch = 3 WHERE id = {Slot}");
        if (own is { } status)
            await SetAsync(s_self, status);
        return new ClusterRows(readers, store.Writer, s_self);
    }

    Task SetAsync(ClusterNode node, SiloStatus status, string changed = "clock_timestamp()", bool isGone = false) => Database.RunAsync($"""
        INSERT INTO {Schema}.cluster_node (name, status, changed, is_gone, serves, etag, suspects, started, alive)
        VALUES ('{node}', {(int)status}, {changed}, {isGone}, true, 0, '', 0, 0)
        ON CONFLICT (name) DO UPDATE SET status = excluded.status, changed = excluded.changed, is_gone = excluded.is_gone
        """);

    static Task<IReadOnlyList<SlotClaim>> ClaimAsync(ClusterRows rows, long epoch = 3, bool isReleased = false) =>
        rows.ClaimAsync([(new SlotClaim(Slot, epoch), isReleased)]);

    /// <summary>Nothing was claimed, and the row is as it was.</summary>
    async Task RefusedAsync(ClusterRows rows, long epoch = 3, bool isReleased = false)
    {
        Assert.Empty(await ClaimAsync(rows, epoch, isReleased));
        Assert.Equal($"{s_other} 3", await RowAsync());
    }

    async Task ClaimedAsync(ClusterRows rows, bool isReleased = false)
    {
        Assert.Equal([new SlotClaim(Slot, 4)], await ClaimAsync(rows, isReleased: isReleased));
        Assert.Equal($"{s_self} 4", await RowAsync());
    }

    async Task<string> RowAsync() => (string)(await Database.RunAsync($"SELECT owner || ' ' || epoch FROM {Schema}.slot WHERE id = {Slot}"))!;

    [Theory]
    [InlineData(null)]
    [InlineData(SiloStatus.Created)]
    [InlineData(SiloStatus.Joining)]
    [InlineData(SiloStatus.ShuttingDown)]
    [InlineData(SiloStatus.Stopping)]
    [InlineData(SiloStatus.Dead)]
    public async Task A_node_that_is_not_active_claims_nothing_whoever_owns_it(SiloStatus? status)
    {
        var rows = await OpenAsync(status);
        await RefusedAsync(rows);
        await RefusedAsync(rows, isReleased: true);

        await SetAsync(s_self, SiloStatus.Active);
        await ClaimedAsync(rows);
    }

    [Fact]
    public async Task What_a_node_owns_that_is_there_is_claimed_when_it_was_released_alone()
    {
        var rows = await OpenAsync();
        foreach (var status in new[] { SiloStatus.Joining, SiloStatus.Active, SiloStatus.ShuttingDown, SiloStatus.Stopping })
        {
            await SetAsync(s_other, status, JustPassed);
            await RefusedAsync(rows);
        }

        await ClaimedAsync(rows, isReleased: true);
    }

    [Fact]
    public async Task What_a_node_owned_that_was_given_up_is_claimed_when_the_grace_is_over_and_not_before()
    {
        var rows = await OpenAsync();
        await SetAsync(s_other, SiloStatus.Dead, Never);
        await RefusedAsync(rows);

        await SetAsync(s_other, SiloStatus.Dead, JustPassed);
        await ClaimedAsync(rows);
    }

    [Fact]
    public async Task No_claim_comes_before_the_grace_is_over()
    {
        var rows = await OpenAsync();
        await SetAsync(s_other, SiloStatus.Dead);

        while ((await ClaimAsync(rows)).Count == 0)
            Patience.ThrowIfCancellationRequested();

        Assert.Equal(true, await Database.RunAsync(
            $"SELECT changed + interval '1200 milliseconds' <= clock_timestamp() FROM {Schema}.cluster_node WHERE name = '{s_other}'"));
    }

    [Fact]
    public async Task What_a_node_owned_that_is_known_to_be_gone_is_claimed_at_once()
    {
        var rows = await OpenAsync();
        await SetAsync(s_other, SiloStatus.Dead, Never, isGone: true);

        await ClaimedAsync(rows);
    }

    [Theory]
    [InlineData("")]
    [InlineData("127.0.0.1:2#7")]
    public async Task What_nobody_owns_or_a_node_of_which_nobody_knows_is_claimed_at_once(string owner)
    {
        var rows = await OpenAsync();
        await Database.RunAsync($"UPDATE {Schema}.slot SET owner = '{owner}' WHERE id = {Slot}");

        await ClaimedAsync(rows);
    }

    [Fact]
    public async Task An_earlier_life_of_the_claimant_is_another_node()
    {
        var rows = await OpenAsync();
        var earlier = s_self with { Life = 4 };
        await Database.RunAsync($"UPDATE {Schema}.slot SET owner = '{earlier}' WHERE id = {Slot}");
        await SetAsync(earlier, SiloStatus.Active);
        Assert.Empty(await ClaimAsync(rows));

        await SetAsync(earlier, SiloStatus.Dead, Never);
        Assert.Empty(await ClaimAsync(rows));

        await SetAsync(earlier, SiloStatus.Dead, Never, isGone: true);
        await ClaimedAsync(rows);
    }

    [Fact]
    public async Task A_claim_whose_epoch_has_moved_on_claims_nothing()
    {
        var rows = await OpenAsync();
        foreach (var epoch in new long[] { 2, 4 })
        {
            await RefusedAsync(rows, epoch);
            await RefusedAsync(rows, epoch, isReleased: true);
        }

        await ClaimedAsync(rows);
        Assert.Empty(await ClaimAsync(rows));
        Assert.Equal([new SlotClaim(Slot, 5)], await ClaimAsync(rows, epoch: 4));
        Assert.Equal($"{s_self} 5", await RowAsync());
    }

    [Fact]
    public async Task Of_some_slots_those_are_claimed_that_may_be()
    {
        var rows = await OpenAsync();
        await SetAsync(s_other, SiloStatus.Active);

        var claimed = await rows.ClaimAsync([(new SlotClaim(Slot, 3), false), (new SlotClaim(8, 0), false), (new SlotClaim(9, 1), false)]);

        Assert.Equal([new SlotClaim(8, 1)], claimed);
        Assert.Equal(1L, await Database.RunAsync($"SELECT count(*) FROM {Schema}.slot WHERE owner = '{s_self}'"));
    }

    [Fact]
    public async Task A_node_that_was_replaced_at_its_address_claims_nothing()
    {
        var rows = await OpenAsync();
        await Database.RunAsync($"UPDATE {Schema}.writer SET epoch = epoch + 1 WHERE node = '{s_self.Name}'");

        await RefusedAsync(rows);
        await RefusedAsync(rows, isReleased: true);
    }

    [Fact]
    public async Task A_node_that_was_given_up_is_waited_for_no_longer_when_it_is_known_to_have_ended()
    {
        var rows = await OpenAsync();
        await SetAsync(s_other, SiloStatus.Active, Never);
        await rows.SayGoneAsync(s_other);
        await RefusedAsync(rows);
        await SetAsync(s_other, SiloStatus.Dead, Never);
        await RefusedAsync(rows);

        await rows.SayGoneAsync(s_other);
        await ClaimedAsync(rows);
    }
}
