using System.Globalization;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>Resident memory per client that is logged in and idle, in a process that holds nothing else.</summary>
static class IdleMemory
{
    /// <summary>Clients that come before the baseline: as many as it takes until the runtime has compiled for good what opening one needs.</summary>
    public const int WarmUp = 200;

    /// <summary>Starts the process and reads its answer, in KB per client.</summary>
    public static async Task<double> MeasureAsync(string contender, int count, Uri server) =>
        double.Parse(await ServerProcess.RunAsync("--idle", contender, count.ToString(CultureInfo.InvariantCulture), server.AbsoluteUri),
            CultureInfo.InvariantCulture);

    /// <summary>The same against a server of its own.</summary>
    public static async Task<double> MeasureAsync(string contender, int count)
    {
        await using var server = await ServerProcess.StartAsync("--serve-bare");
        return await MeasureAsync(contender, count, server.Address);
    }

    /// <summary>The process itself: opens clients and prints what each of them added.</summary>
    public static async Task RunAsync(Func<int, Task> open, int count)
    {
        for (var i = 0; i < WarmUp; i++)
            await open(i);
        var before = ResidentMemory.Measure();
        for (var i = 0; i < count; i++)
            await open(WarmUp + i);
        var after = ResidentMemory.Measure();
        Console.WriteLine(((after - before) / 1024.0 / count).ToString(CultureInfo.InvariantCulture));
    }
}
