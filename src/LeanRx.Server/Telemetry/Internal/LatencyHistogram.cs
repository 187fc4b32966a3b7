using System.Numerics;

namespace LeanRx.Server.Telemetry.Internal;

/// <summary>
/// Times in buckets, eight for each doubling from a microsecond to half a day: counting one costs an addition and no memory, and two can be added up. Not safe
/// for several threads.
/// </summary>
internal sealed class LatencyHistogram
{
    const int BitsOfBucket = 3;
    const int HighestBit = 35;
    const int BucketCount = (HighestBit - BitsOfBucket + 2) << BitsOfBucket;

    int[]? _counts;
    long _shortest = long.MaxValue;
    long _longest;

    public long Count { get; private set; }

    public void Add(TimeSpan time)
    {
        var microseconds = Math.Clamp(time.Ticks / TimeSpan.TicksPerMicrosecond, 0, (1L << (HighestBit + 1)) - 1);
        _counts ??= new int[BucketCount];
        _counts[BucketOf(microseconds)]++;
        Count++;
        _shortest = Math.Min(_shortest, microseconds);
        _longest = Math.Max(_longest, microseconds);
    }

    public void Add(LatencyHistogram other)
    {
        if (other.Count == 0)
            return;
        _counts ??= new int[BucketCount];
        for (var bucket = 0; bucket < BucketCount; bucket++)
            _counts[bucket] += other._counts![bucket];
        Count += other.Count;
        _shortest = Math.Min(_shortest, other._shortest);
        _longest = Math.Max(_longest, other._longest);
    }

    public void Clear()
    {
        if (Count == 0)
            return;
        Array.Clear(_counts!);
        (Count, _shortest, _longest) = (0, long.MaxValue, 0);
    }

    public LatencySummary Summarize() => new() { Count = Count, P50 = Percentile(50), P99 = Percentile(99) };

    /// <summary>The time that so many of a hundred did not exceed; zero where there is none.</summary>
    public TimeSpan Percentile(int percent)
    {
        if (Count == 0)
            return TimeSpan.Zero;
        var rank = ((Count * percent) + 99) / 100;
        var bucket = 0;
        for (var seen = (long)_counts![0]; seen < rank; seen += _counts[bucket])
            bucket++;
        return TimeSpan.FromMicroseconds(Math.Clamp(MiddleOf(bucket), _shortest, _longest));
    }

    static int BucketOf(long microseconds)
    {
        if (microseconds < 1 << BitsOfBucket)
            return (int)microseconds;
        var above = BitOperations.Log2((ulong)microseconds) - BitsOfBucket;
        return ((above + 1) << BitsOfBucket) + (int)((microseconds >> above) & ((1 << BitsOfBucket) - 1));
    }

    static long MiddleOf(int bucket)
    {
        var above = (bucket >> BitsOfBucket) - 1;
        if (above <= 0)
            return bucket;
        var first = ((1L << BitsOfBucket) + (bucket & ((1 << BitsOfBucket) - 1))) << above;
        return first + (1L << above >> 1);
    }
}
