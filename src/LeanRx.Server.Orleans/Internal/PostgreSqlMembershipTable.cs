using System.Globalization;
using LeanRx.Server.Hosting;
using LeanRx.Server.PostgreSql.Internal;
using Orleans;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Orleans' table of nodes, in the schema of the store. Every change is one statement, which no change beside it can make untrue.</summary>
/// <param name="source">The connections.</param>
/// <param name="clock">The clock of the database, by which instants are written: those of machines may be apart.</param>
/// <param name="isGone">Whether the process of a node that is to be dead answers nobody any more, so that nobody has to wait for it.</param>
/// <param name="readDead">Called with each node that was read to be dead, before Orleans knows.</param>
sealed class PostgreSqlMembershipTable(Readers source, DatabaseClock clock, Func<ClusterNode, bool> isGone, Action<ClusterNode> readDead) : IMembershipTable
{
    public Task InitializeMembershipTable(bool tryInitTableVersion) => Task.CompletedTask;

    public Task DeleteMembershipTableEntries(string clusterId) => RunAsync($"DELETE FROM cluster_node");

    public Task CleanupDefunctSiloEntries(DateTimeOffset beforeDate) => RunAsync(
        $"DELETE FROM cluster_node WHERE (status = {ClusterTables.Dead} OR status < {ClusterTables.Active}) " +
        $"AND alive < {MemberRow.Milliseconds(beforeDate.UtcDateTime, clock.Ahead)}");

    public Task<MembershipTableData> ReadRow(SiloAddress key) => ReadAsync($"WHERE name = {NodeName.Of(key).ToString()}");

    public Task<MembershipTableData> ReadAll() => ReadAsync($"");

    public Task<bool> InsertRow(MembershipEntry entry, TableVersion tableVersion) => ChangeAsync($"""
        WITH changed AS (
            UPDATE cluster SET version = {(long)tableVersion.Version} WHERE version = {Number(tableVersion.VersionEtag)}
                AND NOT EXISTS (SELECT 1 FROM cluster_node WHERE name = {NameOf(entry)}) RETURNING 1)
        INSERT INTO cluster_node (name, status, changed, is_gone, serves, etag, suspects, host, silo, role, started, alive)
        SELECT {NameOf(entry)}, {(long)entry.Status}, clock_timestamp(), false, false, 0, {MemberRow.WriteSuspects(entry, clock.Ahead)}, {entry.HostName},
            {entry.SiloName}, {entry.RoleName}, {MemberRow.Milliseconds(entry.StartTime, clock.Ahead)},
            {MemberRow.Milliseconds(entry.IAmAliveTime, clock.Ahead)}
        FROM changed ON CONFLICT DO NOTHING
        """);

    public Task<bool> UpdateRow(MembershipEntry entry, string etag, TableVersion tableVersion) => ChangeAsync($"""
        WITH changed AS (
            UPDATE cluster SET version = {(long)tableVersion.Version} WHERE version = {Number(tableVersion.VersionEtag)}
                AND EXISTS (SELECT 1 FROM cluster_node WHERE name = {NameOf(entry)} AND etag = {Number(etag)}) RETURNING 1)
        UPDATE cluster_node SET etag = etag + 1, status = {(long)entry.Status}, suspects = {MemberRow.WriteSuspects(entry, clock.Ahead)},
            changed = CASE WHEN status = {(long)entry.Status} THEN cluster_node.changed ELSE clock_timestamp() END,
            is_gone = is_gone OR {entry.Status == SiloStatus.Dead && isGone(NodeName.Of(entry.SiloAddress))},
            alive = {MemberRow.Milliseconds(entry.IAmAliveTime, clock.Ahead)}
        WHERE name = {NameOf(entry)} AND etag = {Number(etag)} AND EXISTS (SELECT 1 FROM changed)
        """);

    public Task UpdateIAmAlive(MembershipEntry entry) => RunAsync(
        $"UPDATE cluster_node SET alive = {MemberRow.Milliseconds(entry.IAmAliveTime, clock.Ahead)} WHERE name = {NameOf(entry)}");

    async Task<MembershipTableData> ReadAsync(Statement condition)
    {
        // One statement, so that version and rows are of one instant.
        var rows = await source.RunAsync(session => session.ListAsync<(long Version, long Now, Tuple<MembershipEntry, string>? Row)>(
            $"""
            SELECT {MemberRow.Columns}, version, {DatabaseClock.Now} FROM (SELECT version FROM cluster) c
            LEFT JOIN (SELECT * FROM cluster_node {condition}) n ON true
            """,
            row => (row.Long(9), row.Long(10), row.IsNull(0) ? null : MemberRow.Read(row, clock.Ahead)), default), default).ConfigureAwait(false);
        var version = rows[0].Version;
        clock.Note(rows[0].Now);
        foreach (var dead in rows.Where(static row => row.Row?.Item1.Status == SiloStatus.Dead))
            readDead(NodeName.Of(dead.Row!.Item1.SiloAddress));
        return new([.. rows.Where(static row => row.Row is not null).Select(static row => row.Row!)],
            new TableVersion((int)version, version.ToString(CultureInfo.InvariantCulture)));
    }

    Task RunAsync(Statement statement) => source.RunAsync(session => session.ExecuteAsync(statement, default), default).AsTask();

    async Task<bool> ChangeAsync(Statement statement) =>
        await source.RunAsync(session => session.ExecuteAsync(statement, default), default).ConfigureAwait(false) == 1;

    static string NameOf(MembershipEntry entry) => NodeName.Of(entry.SiloAddress).ToString();

    static long Number(string etag) => long.Parse(etag, CultureInfo.InvariantCulture);
}
