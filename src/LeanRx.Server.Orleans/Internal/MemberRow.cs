using System.Globalization;
using LeanRx.Server.PostgreSql.Internal;
using Orleans;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>A row of a node, as Orleans knows it.</summary>
static class MemberRow
{
    public static readonly Raw Columns = new("name, status, etag, suspects, host, silo, role, started, alive");

    /// <param name="row">The row, whose instants are those of the database.</param>
    /// <param name="ahead">By how much its clock is ahead of that of this machine.</param>
    public static Tuple<MembershipEntry, string> Read(Row row, TimeSpan ahead) => new(
        new MembershipEntry
        {
            SiloAddress = NodeName.SiloOf(NodeName.Parse(row.Text(0))),
            Status = (SiloStatus)row.Long(1),
            SuspectTimes = ReadSuspects(row.Text(3), ahead),
            HostName = row.TextOrNull(4) ?? "",
            SiloName = row.TextOrNull(5) ?? "",
            RoleName = row.TextOrNull(6) ?? "",
            StartTime = TimeOf(row.Long(7), ahead),
            IAmAliveTime = TimeOf(row.Long(8), ahead),
        },
        row.Long(2).ToString(CultureInfo.InvariantCulture));

    /// <summary>Who has found the node not to answer, and when: <c>10.0.0.1:11111#417 638000000000000000</c>, one a line.</summary>
    public static string WriteSuspects(MembershipEntry entry, TimeSpan ahead) => string.Join('\n', (entry.SuspectTimes ?? []).Select(
        suspect => FormattableString.Invariant($"{NodeName.Of(suspect.Item1)} {(suspect.Item2 + ahead).Ticks}")));

    /// <summary>In milliseconds since 1970 UTC, as all instants in the store.</summary>
    public static long Milliseconds(DateTime time, TimeSpan ahead) =>
        new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc) + ahead).ToUnixTimeMilliseconds();

    static List<Tuple<SiloAddress, DateTime>> ReadSuspects(string text, TimeSpan ahead) =>
    [
        .. from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let parts = line.Split(' ')
           select Tuple.Create(NodeName.SiloOf(NodeName.Parse(parts[0])),
               new DateTime(long.Parse(parts[1], CultureInfo.InvariantCulture), DateTimeKind.Utc) - ahead),
    ];

    static DateTime TimeOf(long milliseconds, TimeSpan ahead) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime - ahead;
}
