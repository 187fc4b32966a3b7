namespace LeanRx.Common.Internal;

/// <summary>Times as the wire has them: milliseconds since 1970 UTC. Whatever number comes, none throws.</summary>
internal static class UnixTime
{
    static readonly long Earliest = DateTimeOffset.MinValue.ToUnixTimeMilliseconds();
    static readonly long Latest = DateTimeOffset.MaxValue.ToUnixTimeMilliseconds();

    public static DateTimeOffset Epoch { get; } = DateTimeOffset.FromUnixTimeMilliseconds(0);

    public static DateTimeOffset ToTime(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(Math.Min(Math.Max(milliseconds, Earliest), Latest));

    public static DateTimeOffset? ToTimeOrNull(long milliseconds) => milliseconds == 0 ? null : ToTime(milliseconds);

    public static long OfOrZero(DateTimeOffset? time) => time?.ToUnixTimeMilliseconds() ?? 0;
}
