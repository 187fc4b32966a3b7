using System.Globalization;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;

namespace LeanRx.Cli.Watching;

/// <summary>One line for each look, for a file or another program.</summary>
sealed class LineScreen(TextWriter output, bool isJson) : WatchScreen
{
    public override async Task ShowAsync(Watch watch, CancellationToken cancellationToken)
    {
        await foreach (var look in watch.LookAsync(cancellationToken).ConfigureAwait(false))
        {
            if (look.Failure is { } failure)
                await Console.Error.WriteLineAsync(PlainText.Of($"leanrx: {failure}")).ConfigureAwait(false);
            else
                await output.WriteLineAsync(isJson ? PlainJson.Of(look.Json!) : PlainText.Of(LineOf(look.Time, look.Figures!))).ConfigureAwait(false);
        }
    }

    static string LineOf(DateTimeOffset time, ServerFigures figures) => string.Create(CultureInfo.InvariantCulture,
        $"{time.ToLocalTime():HH:mm:ss} connections {figures.Connections}  clients {figures.Clients}  in {Quantity.Rate(figures.ReceivedPerSecond)}/s  " +
        $"out {Quantity.Rate(figures.DeliveredPerSecond)}/s  send {TimesOf(figures.Send)}  store {TimesOf(figures.Store)}  slow {figures.SlowReaders}  " +
        $"queued {Quantity.Bytes(figures.QueueBytes)}  memory {Quantity.Bytes(figures.MemoryBytes)}  refused {figures.RefusalsForPeople()}");

    static string TimesOf(Latency latency) =>
        latency.Count == 0 ? "-" : $"{Quantity.Milliseconds(latency.P50)}/{Quantity.Milliseconds(latency.P99)}";
}
