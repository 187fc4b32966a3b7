using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>What a server does with awaited sends.</summary>
/// <param name="PerSecond">Sends that it acked, per second.</param>
/// <param name="MicrosecondsEach">Processor time that it spent per send.</param>
/// <param name="BytesEach">Bytes that it allocated per send.</param>
sealed record AckRun(double PerSecond, double MicrosecondsEach, double BytesEach)
{
    public static async Task<AckRun> MeasureAsync(ServerProcess server, IReadOnlyList<IContender> clients, int outstanding, TimeSpan duration)
    {
        var (allocated, spent) = (await server.AllocatedAsync(), server.Spent());
        var run = await SendRun.MeasureAsync(clients, outstanding, duration);
        return new AckRun(run.PerSecond, (server.Spent() - spent).TotalMicroseconds / run.Count,
            (await server.AllocatedAsync() - allocated) / (double)run.Count);
    }
}
