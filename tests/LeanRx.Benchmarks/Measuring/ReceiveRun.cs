using System.Diagnostics;
using LeanRx.Benchmarks.Contenders;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>Pushed messages, as fast as they come.</summary>
/// <param name="PerSecond">Messages that were heard, per second.</param>
/// <param name="BytesEach">Bytes that this process allocated per message.</param>
/// <param name="MicrosecondsEach">Processor time that this process spent per message.</param>
sealed record ReceiveRun(double PerSecond, double BytesEach, double MicrosecondsEach)
{
    public static async Task<ReceiveRun> MeasureAsync(IContender contender, int count)
    {
        var allocated = GC.GetTotalAllocatedBytes(precise: true);
        var spent = Environment.CpuUsage.TotalTime;
        var start = Stopwatch.GetTimestamp();
        await contender.ReceiveAsync(count);
        var seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new ReceiveRun(count / seconds, (GC.GetTotalAllocatedBytes(precise: true) - allocated) / (double)count,
            (Environment.CpuUsage.TotalTime - spent).TotalMicroseconds / count);
    }

    /// <summary>Rounds that do not count, until the code is compiled as well as it will be.</summary>
    public static async Task WarmUpAsync(IContender contender, int count, TimeSpan duration)
    {
        for (var start = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(start) < duration;)
            await contender.ReceiveAsync(count);
    }
}
