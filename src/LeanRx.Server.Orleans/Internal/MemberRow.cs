using System.Globalization;
using LeanRx.Server.PostgreSql.Internal;
using Orleans;
using Orleans.Runtime;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>A row of a node, as Orleans knows it.</summary>
static class MemberRow
{
    public static readonly Raw Columns = new("name, status, etag, suspects, host, silo, role, started, alive");

    public static Tuple<MembershipEntry, string> Read(Row row) => new(
        new MembershipEntry
        {
            SiloAddress = NodeName.SiloOf(NodeName.Parse(row.Text(0))),
            Status = (SiloStatus)row.Long(1),
            SuspectTimes = ReadSuspects(row.Text(3)),
            HostName = row.TextOrNull(4) ?? "",
            SiloName = row.TextOrNull(5) ?? "",
            RoleName = row.TextOrNull(6) ?? "",
            StartTime = TimeOf(row.Long(7)),
            IAmAliveTime = TimeOf(row.Long(8)),
        },
        row.Long(2).ToString(CultureInfo.InvariantCulture));

    /// <summary>Who has found the node not to answer, and when: <c>10.0.0.1:11111#417 638000000000000000</c>, one a line.</summary>
    public static string WriteSuspects(MembershipEntry entry) => string.Join('\n', (entry.SuspectTimes ?? []).Select(
        static suspect => FormattableString.Invariant($"{NodeName.Of(suspect.Item1)} {suspect.Item2.Ticks}")));

    /// <summary>In milliseconds since 1970 UTC, as all instants in the store.</summary>
    public static long Milliseconds(DateTime time) => new DateTimeOffset(DateTime.SpecifyKind(time, DateTimeKind.Utc)).ToUnixTimeMilliseconds();

    static List<Tuple<SiloAddress, DateTime>> ReadSuspects(string text) =>
    [
        .. from line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries)
           let parts = line.Split(' ')
           select Tuple.Create(NodeName.SiloOf(NodeName.Parse(parts[0])),
               new DateTime(long.Parse(parts[1], CultureInfo.InvariantCulture), DateTimeKind.Utc)),
    ];

    static DateTime TimeOf(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds).UtcDateTime;
}
