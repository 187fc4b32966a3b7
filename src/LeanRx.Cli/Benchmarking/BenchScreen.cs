using System.Globalization;
using LeanRx.Cli.Common;
using LeanRx.Cli.Terminal;
using LeanRx.Server;
using Spectre.Console;

namespace LeanRx.Cli.Benchmarking;

/// <summary>Shows a load while it runs: plots that move where there is a terminal, else a line every few seconds, or nothing.</summary>
sealed class BenchScreen(BenchSettings settings, TextWriter? lines)
{
    const int LineEvery = 5;
    const int BarWidth = 30;

    static readonly Style s_quiet = new(Color.Grey);
    static readonly Style s_done = new(Color.Teal);

    readonly LivePlots _plots = new();

    /// <param name="isJson">Whether nothing may be on standard output but the report.</param>
    public static BenchScreen Choose(BenchSettings settings, bool isJson) =>
        new(settings, isJson ? TextWriter.Null : ConsoleTerminal.Find(withoutColours: false) is null ? Console.Out : null);

    /// <summary>Tells how many clients are there.</summary>
    public void Opened(int count)
    {
        if (count == settings.Clients)
            Console.Error.WriteLine($"leanrx: {Quantity.Count(count)} clients are logged in; the load begins");
    }

    public async Task ShowAsync(Bench bench, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        if (lines is not null)
        {
            await foreach (var second in bench.RunAsync(end.Token).ConfigureAwait(false))
                if ((int)Math.Round(second.Elapsed.TotalSeconds) % LineEvery == 0)
                    await lines.WriteLineAsync(LineOf(second)).ConfigureAwait(false);
            return;
        }
        var console = Page.Create(Console.Out, isTerminal: true);
        var quitting = QuitKey.WatchAsync(end);
        await console.Live(Text.Empty).AutoClear(true).Overflow(VerticalOverflow.Crop).StartAsync(async screen =>
        {
            await foreach (var second in bench.RunAsync(end.Token).ConfigureAwait(false))
                screen.UpdateTarget(Render(second, console.Profile.Width));
        }).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await quitting.ConfigureAwait(false);
        console.Write(_plots.Render(console.Profile.Width));
        console.Write(Text.NewLine);
    }

    Rows Render(BenchSecond second, int width)
    {
        Note(second);
        var done = (int)Math.Clamp(second.Elapsed / settings.Time * BarWidth, 0, BarWidth);
        return new Rows(
            new Columns(new Text(new string('━', done), s_done), new Text(new string('━', BarWidth - done), s_quiet),
                new Text($"  {Quantity.Span(second.Elapsed)} of {Quantity.Span(settings.Time)}; q ends", s_quiet))
            {
                Expand = false,
                Padding = new Padding(0, 0, 0, 0),
            },
            Text.Empty,
            _plots.Render(width));
    }

    void Note(BenchSecond second)
    {
        _plots.Set("acknowledged", $"{Quantity.Rate(second.AcknowledgedPerSecond)}/s", second.AcknowledgedPerSecond);
        _plots.Set("delivered", $"{Quantity.Rate(second.DeliveredPerSecond)}/s", second.DeliveredPerSecond);
        Note("send", second.Send);
        Note("delivery", second.Delivery);
        _plots.Set("outstanding", Quantity.Count(second.Outstanding), second.Outstanding);
        _plots.Set("errors", Quantity.Count(second.Errors), second.Errors);
        _plots.Set("memory here", Quantity.Bytes(second.Memory), second.Memory);
        _plots.Set("memory server", second.ServerMemory is { } bytes ? Quantity.Bytes(bytes) : "-", second.ServerMemory ?? double.NaN);
    }

    void Note(string name, LatencySummary latency)
    {
        var isTimed = latency.Count > 0;
        _plots.Set($"{name} p50", TimeOf(latency, latency.P50), isTimed ? latency.P50.TotalMilliseconds : double.NaN);
        _plots.Set($"{name} p99", TimeOf(latency, latency.P99), isTimed ? latency.P99.TotalMilliseconds : double.NaN);
    }

    static string TimeOf(LatencySummary latency, TimeSpan time) => latency.Count > 0 ? Quantity.Milliseconds(time.TotalMilliseconds) : "-";

    static string LineOf(BenchSecond second) => string.Create(CultureInfo.InvariantCulture,
        $"{second.Elapsed.TotalSeconds,6:0} s  acknowledged {Quantity.Rate(second.AcknowledgedPerSecond)}/s  " +
        $"delivered {Quantity.Rate(second.DeliveredPerSecond)}/s  " +
        $"send {TimeOf(second.Send, second.Send.P50)}/{TimeOf(second.Send, second.Send.P99)}  " +
        $"delivery {TimeOf(second.Delivery, second.Delivery.P50)}/{TimeOf(second.Delivery, second.Delivery.P99)}  errors {second.Errors}  " +
        $"memory {Quantity.Bytes(second.Memory)}{(second.ServerMemory is { } bytes ? $"  server {Quantity.Bytes(bytes)}" : "")}");
}
