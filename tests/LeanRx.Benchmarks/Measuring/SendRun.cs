using System.Diagnostics;
using LeanRx.Benchmarks.Contenders;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>Awaited sends, so many at a time, for so long.</summary>
/// <param name="Count">Sends that were acked.</param>
/// <param name="PerSecond">Sends that were acked, per second.</param>
/// <param name="BytesEach">Bytes that this process allocated per send.</param>
/// <param name="MicrosecondsEach">Processor time that this process spent per send.</param>
/// <param name="Median">How long every second send took at most, in microseconds, where one was outstanding; otherwise 0.</param>
/// <param name="Tail">The same of 99 in 100.</param>
sealed record SendRun(long Count, double PerSecond, double BytesEach, double MicrosecondsEach, double Median, double Tail)
{
    /// <summary>So many sends of one round are timed.</summary>
    const int Timed = 200_000;

    /// <summary>What is sent: a text that makes a frame of about 200 bytes.</summary>
    public static string Text { get; } = new('x', 32);

    /// <summary>The body of such a text message, ready made for those who do not make it themselves.</summary>
    public static string Body { get; } = $"{{\"_lctype\":-1,\"_lctext\":\"{Text}\"}}";

    public static Task<SendRun> MeasureAsync(IContender contender, int outstanding, TimeSpan duration) => MeasureAsync([contender], outstanding, duration);

    /// <summary>The same of several at a time, each with so many outstanding.</summary>
    public static async Task<SendRun> MeasureAsync(IReadOnlyList<IContender> contenders, int outstanding, TimeSpan duration)
    {
        var times = outstanding * contenders.Count == 1 ? new List<long>(Timed) : null;
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var spent = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, outstanding * contenders.Count)
            .Select(index => SendUntilAsync(contenders[index % contenders.Count], end, times)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var count = counts.Sum();
        var (bytes, microseconds) = (GC.GetTotalAllocatedBytes(precise: true) - allocated, (Environment.CpuUsage.TotalTime - spent).TotalMicroseconds);
        times?.Sort();
        return new SendRun(count, count / seconds, bytes / (double)count, microseconds / count, Part(times, 0.5), Part(times, 0.99));
    }

    static async Task<long> SendUntilAsync(IContender contender, long end, List<long>? times)
    {
        await Task.Yield();
        var count = 0L;
        while (Stopwatch.GetTimestamp() is var begun && begun < end)
        {
            await contender.SendAsync();
            count++;
            if (times?.Count < Timed)
                times.Add(Stopwatch.GetTimestamp() - begun);
        }
        return count;
    }

    static double Part(List<long>? sorted, double part) =>
        sorted is { Count: > 0 } ? sorted[(int)(part * (sorted.Count - 1))] * 1_000_000.0 / Stopwatch.Frequency : 0;
}
