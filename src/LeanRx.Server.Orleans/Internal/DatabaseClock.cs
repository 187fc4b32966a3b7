using LeanRx.Server.PostgreSql.Internal;
using Microsoft.Extensions.Logging;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>The clock of the database, by which rows of nodes are compared: those of their machines may be apart.</summary>
/// <param name="local">The clock of this machine.</param>
sealed class DatabaseClock(Func<DateTimeOffset> local, ILogger log)
{
    /// <summary>What expires is issued by one node and checked by another.</summary>
    public static readonly TimeSpan MaxApart = TimeSpan.FromMinutes(1);

    /// <summary>What a query takes is no difference.</summary>
    static readonly TimeSpan s_noise = TimeSpan.FromSeconds(1);

    /// <summary>The clock of the database, in milliseconds since 1970 UTC.</summary>
    public static readonly Raw Now = new("(extract(epoch FROM clock_timestamp()) * 1000)::bigint");

    long _ahead;

    /// <summary>By how much it is ahead of that of this machine.</summary>
    public TimeSpan Ahead => new(Volatile.Read(ref _ahead));

    /// <summary>Takes note of what it said just now.</summary>
    public void Note(long milliseconds)
    {
        var ahead = DateTimeOffset.FromUnixTimeMilliseconds(milliseconds) - local();
        var before = Ahead;
        if ((ahead - before).Duration() <= s_noise)
            return;
        Volatile.Write(ref _ahead, ahead.Ticks);
        if (ahead.Duration() > MaxApart && before.Duration() <= MaxApart)
            ClusterLog.ClockApart(log, Told(ahead));
    }

    /// <exception cref="ClusterException">The clocks are too far apart.</exception>
    public async Task RequireAsync(Readers source)
    {
        Note(await source.RunAsync(session => session.FirstOrDefaultAsync($"SELECT {Now}", static row => row.Long(0), default), default)
            .ConfigureAwait(false));
        if (Ahead.Duration() > MaxApart)
            throw new ClusterException($"The clock of this machine is {Told(Ahead)} that of the database; up to {MaxApart.TotalSeconds:N0} seconds are " +
                "borne. Have both kept right (chrony, systemd-timesyncd).");
    }

    static string Told(TimeSpan ahead) =>
        FormattableString.Invariant($"{ahead.Duration().TotalSeconds:F0} seconds {(ahead > TimeSpan.Zero ? "behind" : "ahead of")}");
}
