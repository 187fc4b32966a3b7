using LeanRx.Benchmarks.Contenders;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Measuring;

/// <summary>What it costs a send that somebody listens to the client's meter, or to its spans.</summary>
static class TelemetryRun
{
    const int Outstanding = 256;

    /// <summary>A send with a listener to the meter is to spend at most so much more of the processor.</summary>
    const double Bar = 1.02;

    /// <summary>Prints a row; answers 0 when the bar was reached, else 1.</summary>
    public static async Task<int> RunAsync(Arguments arguments)
    {
        await using var server = await ServerProcess.StartAsync("--serve-bare");
        await using var client = new LeanContender(Roster.WebSocketOf(server.Address), "tom");
        await client.OpenAsync();
        await SendRun.MeasureAsync(client, Outstanding, arguments.WarmUp);

        Func<IDisposable?>[] listening = [static () => null, static () => new Listening(withSpans: false), static () => new Listening(withSpans: true)];
        var runs = await Comparison.RunAsync(listening, arguments.Rounds, async begin =>
        {
            using var listener = begin();
            return await SendRun.MeasureAsync(client, Outstanding, arguments.Sending);
        });

        var meter = Comparison.Ratio(runs[1], runs[0], run => run.MicrosecondsEach);
        var spans = Comparison.Ratio(runs[2], runs[0], run => run.MicrosecondsEach);
        var table = new Table($"an awaited send, {Outstanding} outstanding", "nobody listens", "to the meter", "to spans too", "meter : nobody",
            "spans : nobody", "bar", "");
        table.Row(["microseconds of processor", .. runs.Select(rounds => Table.Number(Comparison.Median(rounds.Select(run => run.MicrosecondsEach)))),
            $"{meter:0.000}", $"{spans:0.000}", $"meter ≤ {Bar:0.00}", Table.Verdict(meter <= Bar)]);
        table.Row(["bytes allocated", .. runs.Select(rounds => Table.Number(Comparison.Median(rounds.Select(run => run.BytesEach))))]);
        return meter <= Bar ? 0 : 1;
    }
}
