using System.Diagnostics;
using LeanRx.Benchmarks.Contenders;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>Awaited sends, so many at a time, for so long.</summary>
/// <param name="PerSecond">Sends that were acked, per second.</param>
/// <param name="BytesEach">Bytes that this process allocated per send.</param>
/// <param name="MicrosecondsEach">Processor time that this process spent per send.</param>
sealed record SendRun(double PerSecond, double BytesEach, double MicrosecondsEach)
{
    /// <summary>What is sent: a text that makes a frame of about 200 bytes.</summary>
    public static string Text { get; } = new('x', 32);

    /// <summary>The body of such a text message, ready made for those who do not make it themselves.</summary>
    public static string Body { get; } = $"{{\"_lctype\":-1,\"_lctext\":\"{Text}\"}}";

    public static async Task<SendRun> MeasureAsync(IContender contender, int outstanding, TimeSpan duration)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var spent = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        var end = start + (long)(duration.TotalSeconds * Stopwatch.Frequency);
        var counts = await Task.WhenAll(Enumerable.Range(0, outstanding).Select(_ => SendUntilAsync(contender, end)));
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        var count = counts.Sum();
        return new SendRun(count / seconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count,
            (Environment.CpuUsage.TotalTime - spent).TotalMicroseconds / count);
    }

    static async Task<long> SendUntilAsync(IContender contender, long end)
    {
        await Task.Yield();
        var count = 0L;
        while (Stopwatch.GetTimestamp() < end)
        {
            await contender.SendAsync();
            count++;
        }
        return count;
    }
}
