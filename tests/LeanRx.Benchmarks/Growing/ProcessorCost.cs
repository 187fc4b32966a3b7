using LeanRx.Benchmarks.Measuring;

namespace LeanRx.Benchmarks.Growing;

/// <summary>What something costs this process, in microseconds of the processor.</summary>
static class ProcessorCost
{
    /// <summary>The median of some rounds, of which each does so many.</summary>
    public static async Task<double> MedianAsync(Func<Task> run, int count, int rounds)
    {
        List<double> costs = [];
        for (var round = 0; round < rounds; round++)
            costs.Add(await MeasureAsync(run) / count);
        return Comparison.Median(costs);
    }

    public static async Task<double> MeasureAsync(Func<Task> run)
    {
        var before = Environment.CpuUsage.TotalTime;
        await run();
        return (Environment.CpuUsage.TotalTime - before).TotalMicroseconds;
    }
}
