using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>One contender for fifteen seconds, second by second, for a profiler to look at.</summary>
static class ProfileRun
{
    public static async Task RunAsync(string name, int outstanding)
    {
        await using var server = await ServerProcess.StartAsync("--serve-bare");
        await using var contender = Roster.Make(name, server.Address);
        await contender.OpenAsync();
        for (var second = 0; second < 15; second++)
            Console.WriteLine(outstanding > 0 ? await SendRun.MeasureAsync(contender, outstanding, TimeSpan.FromSeconds(1)) : await ReceiveRun.MeasureAsync(contender, 200_000));
    }
}
