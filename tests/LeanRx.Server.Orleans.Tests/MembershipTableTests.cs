using System.Net;
using LeanRx.Server.Hosting;
using LeanRx.Server.Orleans.Internal;
using LeanRx.Server.PostgreSql.Internal;
using LeanRx.Server.PostgreSql.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Orleans;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Tests;

/// <summary>What Orleans expects of the table of nodes.</summary>
public sealed class MembershipTableTests(DatabaseServer database) : ClusterTest(database)
{
    static readonly DateTime s_time = new(2026, 11, 30, 12, 0, 0, DateTimeKind.Utc);

    readonly List<ClusterNode> _dead = [];
    Readers _source = null!;

    async Task<PostgreSqlMembershipTable> OpenAsync()
    {
        var options = new PostgreSqlStoreOptions { Schema = Schema };
        Own(await PostgreSqlMessageStore.OpenAsync(Database.ConnectionString(), options, Patience));
        var source = DataSources.ForClaims(DataSources.Parse(Database.ConnectionString()), options);
        _source = Own(new Readers(source, options));
        await ClusterTables.MakeAsync(source, Schema, "leanrx", Patience);
        return TableOf();
    }

    /// <param name="ahead">By how much the clock of the machine is ahead of that of the database.</param>
    PostgreSqlMembershipTable TableOf(TimeSpan ahead = default) =>
        new(_source, new DatabaseClock(() => DateTimeOffset.UtcNow + ahead, NullLogger.Instance), static node => node.Life == 1, _dead.Add);

    static MembershipEntry Entry(int generation, SiloStatus status = SiloStatus.Joining) => new()
    {
        SiloAddress = SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 11111), generation),
        Status = status,
        HostName = "host",
        SiloName = "silo",
        RoleName = "role",
        StartTime = s_time,
        IAmAliveTime = s_time,
    };

    [Fact]
    public async Task What_is_inserted_is_read_with_all_that_it_holds()
    {
        var table = await OpenAsync();
        var version = (await table.ReadAll()).Version;
        Assert.Equal((0, "0"), (version.Version, version.VersionEtag));
        var entry = Entry(1);
        entry.AddSuspector(SiloAddress.New(new IPEndPoint(IPAddress.IPv6Loopback, 1), 2), s_time);

        Assert.True(await table.InsertRow(entry, version.Next()));

        var read = await table.ReadRow(entry.SiloAddress);
        Assert.Equal((1, "1"), (read.Version.Version, read.Version.VersionEtag));
        Assert.Equal(entry.ToFullString(), Assert.Single(read.Members).Item1.ToFullString());
        Assert.Empty((await table.ReadRow(Entry(2).SiloAddress)).Members);
    }

    [Fact]
    public async Task A_node_that_is_dead_is_told_when_it_is_read()
    {
        var table = await OpenAsync();
        Assert.True(await table.InsertRow(Entry(1), (await table.ReadAll()).Version.Next()));
        Assert.True(await table.InsertRow(Entry(2, SiloStatus.Dead), (await table.ReadAll()).Version.Next()));
        Assert.Empty(_dead);

        await table.ReadAll();
        await table.ReadRow(Entry(1).SiloAddress);

        Assert.Equal([NodeName.Of(Entry(2).SiloAddress)], _dead);
    }

    [Fact]
    public async Task A_change_of_what_is_not_the_latest_is_refused()
    {
        var table = await OpenAsync();
        var first = (await table.ReadAll()).Version;
        Assert.True(await table.InsertRow(Entry(1), first.Next()));
        var (row, etag) = Assert.Single((await table.ReadAll()).Members);
        var second = (await table.ReadAll()).Version;

        Assert.False(await table.InsertRow(Entry(2), first.Next()));
        Assert.False(await table.InsertRow(Entry(1), second.Next()));
        Assert.False(await table.UpdateRow(Entry(1, SiloStatus.Active), "7", second.Next()));
        Assert.False(await table.UpdateRow(Entry(1, SiloStatus.Active), etag, first.Next()));
        Assert.True(await table.UpdateRow(Entry(1, SiloStatus.Active), etag, second.Next()));
        Assert.False(await table.UpdateRow(Entry(1, SiloStatus.Dead), etag, second.Next()));

        Assert.Equal(SiloStatus.Joining, row.Status);
        Assert.Equal(SiloStatus.Active, Assert.Single((await table.ReadAll()).Members).Item1.Status);
        Assert.Equal(2, (await table.ReadAll()).Version.Version);
    }

    [Fact]
    public async Task Instants_are_those_of_the_database_whatever_the_clock_of_a_machine_says()
    {
        var (right, fast) = (await OpenAsync(), TableOf(ahead: TimeSpan.FromMinutes(5)));
        var version = (await right.ReadAll()).Version.Next();
        var said = (await fast.ReadAll()).Version;
        var entry = Entry(1);
        (entry.StartTime, entry.IAmAliveTime) = (s_time.AddMinutes(5), s_time.AddMinutes(6));
        entry.AddSuspector(SiloAddress.New(new IPEndPoint(IPAddress.Loopback, 1), 2), s_time.AddMinutes(7));

        Assert.True(await fast.InsertRow(entry, said.Next()));

        Assert.Equal(version.Version, said.Version + 1);
        var read = Assert.Single((await right.ReadAll()).Members).Item1;
        var second = TimeSpan.FromSeconds(2);
        Assert.Equal(s_time, read.StartTime, second);
        Assert.Equal(s_time.AddMinutes(1), read.IAmAliveTime, second);
        Assert.Equal(s_time.AddMinutes(2), Assert.Single(read.SuspectTimes!).Item2, second);
        Assert.Equal(s_time.AddMinutes(5), Assert.Single((await fast.ReadAll()).Members).Item1.StartTime, TimeSpan.FromMilliseconds(1));
        await right.CleanupDefunctSiloEntries(s_time.AddMinutes(3));
        Assert.Empty((await fast.ReadAll()).Members);
    }

    [Fact]
    public async Task Of_many_changes_at_once_one_is_made()
    {
        var table = await OpenAsync();
        var version = (await table.ReadAll()).Version.Next();

        var made = await Task.WhenAll(Enumerable.Range(1, 20).Select(generation => table.InsertRow(Entry(generation), version)));

        Assert.Single(made, isMade => isMade);
        Assert.Single((await table.ReadAll()).Members);
    }

    [Fact]
    public async Task That_a_node_is_alive_changes_no_version_and_what_is_old_and_dead_is_removed()
    {
        var table = await OpenAsync();
        Assert.True(await table.InsertRow(Entry(1, SiloStatus.Dead), (await table.ReadAll()).Version.Next()));
        Assert.True(await table.InsertRow(Entry(2, SiloStatus.Active), (await table.ReadAll()).Version.Next()));
        var later = Entry(2);
        later.IAmAliveTime = s_time.AddHours(1);

        await table.UpdateIAmAlive(later);
        Assert.Equal(2, (await table.ReadAll()).Version.Version);
        Assert.Equal(later.IAmAliveTime, (await table.ReadRow(later.SiloAddress)).Members[0].Item1.IAmAliveTime);
        await table.CleanupDefunctSiloEntries(s_time.AddMinutes(1));
        Assert.Equal(2, Assert.Single((await table.ReadAll()).Members).Item1.SiloAddress.Generation);
        await table.DeleteMembershipTableEntries("leanrx");
        Assert.Empty((await table.ReadAll()).Members);
    }
}
