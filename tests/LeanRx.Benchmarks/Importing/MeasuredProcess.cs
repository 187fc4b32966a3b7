using System.Diagnostics;

namespace LeanRx.Benchmarks.Importing;

/// <summary>A process from its start to its end: how long it took, and the most memory that it held.</summary>
readonly record struct MeasuredProcess(TimeSpan Elapsed, long PeakBytes, int ExitCode, string Output)
{
    static readonly TimeSpan s_between = TimeSpan.FromMilliseconds(100);

    public static async Task<MeasuredProcess> RunAsync(string assembly, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments]) { RedirectStandardOutput = true };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var peak = 0L;
        while (!process.HasExited)
        {
            peak = Math.Max(peak, PeakOf(process));
            using var patience = new CancellationTokenSource(s_between);
            try
            {
                await process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                // Time to look at its memory again.
            }
        }
        return new(Stopwatch.GetElapsedTime(began), peak, process.ExitCode, await output);
    }

    static long PeakOf(Process process)
    {
        try
        {
            process.Refresh();
            return process.PeakWorkingSet64;
        }
        catch (InvalidOperationException)
        {
            return 0; // It has just ended.
        }
    }
}
