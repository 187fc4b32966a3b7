using System.Diagnostics;

namespace LeanRx.Benchmarks.Storing;

/// <summary>How fast messages were stored.</summary>
/// <param name="PerSecond">Messages per second.</param>
/// <param name="PerProgram">Messages per second of processor time that the program took.</param>
/// <param name="PerProcessor">Messages per second of processor time that the program and the database took together.</param>
readonly record struct StoreRate(double PerSecond, double PerProgram, double PerProcessor)
{
    /// <param name="spent">The processor time that the program has taken.</param>
    public static async Task<StoreRate> MeasureAsync(int messages, Func<TimeSpan> spent, Func<Task> run)
    {
        var (began, program, database) = (Stopwatch.GetTimestamp(), spent(), DatabaseProcesses.Spent());
        await run();
        var (elapsed, programs, databases) = (Stopwatch.GetElapsedTime(began), spent() - program, DatabaseProcesses.Spent() - database);
        return new(messages / elapsed.TotalSeconds, messages / programs.TotalSeconds, messages / (programs + databases).TotalSeconds);
    }
}
