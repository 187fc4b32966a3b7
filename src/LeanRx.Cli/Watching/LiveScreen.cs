using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;
using LeanRx.Cli.Terminal;
using Spectre.Console;
using Spectre.Console.Rendering;

namespace LeanRx.Cli.Watching;

/// <summary>A screen of figures that move, with what they were before.</summary>
sealed class LiveScreen(OperatorTarget server, double seconds) : WatchScreen
{
    static readonly Style s_quiet = new(Color.Grey);
    static readonly Style s_title = new(Color.Teal, decoration: Decoration.Bold);
    static readonly Style s_bad = new(Color.Red);

    readonly IAnsiConsole _console = Page.Create(Console.Out, isTerminal: true);
    readonly LivePlots _plots = new();
    ServerFigures? _last;

    public override async Task ShowAsync(Watch watch, CancellationToken cancellationToken)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var looks = watch.LookAsync(end.Token).GetAsyncEnumerator(end.Token);
        await using var closing = looks.ConfigureAwait(false);
        // What cannot be asked at all is told without a screen.
        if (!await looks.MoveNextAsync().ConfigureAwait(false))
            return;
        var quitting = QuitKey.WatchAsync(end);
        await _console.Live(Render(looks.Current)).AutoClear(false).Overflow(VerticalOverflow.Crop).StartAsync(async screen =>
        {
            try
            {
                do
                    screen.UpdateTarget(Render(looks.Current));
                while (await looks.MoveNextAsync().ConfigureAwait(false));
            }
            catch (OperationCanceledException) when (end.IsCancellationRequested)
            {
                // A key or a signal: what is shown stays.
            }
        }).ConfigureAwait(false);
        await end.CancelAsync().ConfigureAwait(false);
        await quitting.ConfigureAwait(false);
    }

    Rows Render(Look look)
    {
        var isNew = look.Figures is not null && look.Figures != _last;
        _last = look.Figures ?? _last;
        var figures = _last!;
        if (isNew)
            Note(figures);
        var refusals = new Text($"refused  {PlainText.Of(figures.RefusalsForPeople())}", s_quiet) { Overflow = Overflow.Ellipsis };
        return new Rows(
            new Text(PlainText.Of($"{server.ApplicationId} at {server.Server}"), s_title) { Overflow = Overflow.Ellipsis },
            look.Failure is { } failure ? new Text(PlainText.Of(failure), s_bad) { Overflow = Overflow.Ellipsis }
                : new Text($"LeanRx {figures.Version}, up {Quantity.Span(figures.ReadAt - figures.StartedAt)}", s_quiet),
            Text.Empty,
            _plots.Render(_console.Profile.Width),
            Text.Empty,
            refusals,
            new Text($"every {seconds.ToString(System.Globalization.CultureInfo.InvariantCulture)} s; q ends", s_quiet));
    }

    void Note(ServerFigures figures)
    {
        _plots.Set("connections", Quantity.Count(figures.Connections), figures.Connections);
        _plots.Set("clients online", Quantity.Count(figures.Clients), figures.Clients);
        _plots.Set("messages in", $"{Quantity.Rate(figures.ReceivedPerSecond)}/s", figures.ReceivedPerSecond);
        _plots.Set("messages out", $"{Quantity.Rate(figures.DeliveredPerSecond)}/s", figures.DeliveredPerSecond);
        Note("send", figures.Send);
        Note("store", figures.Store);
        _plots.Set("queued", Quantity.Bytes(figures.QueueBytes), figures.QueueBytes);
        _plots.Set("slow readers", Quantity.Count(figures.SlowReaders), figures.SlowReaders);
        _plots.Set("memory", Quantity.Bytes(figures.MemoryBytes), figures.MemoryBytes);
    }

    void Note(string name, Latency latency)
    {
        var isTimed = latency.Count > 0;
        _plots.Set($"{name} p50", isTimed ? Quantity.Milliseconds(latency.P50) : "-", isTimed ? latency.P50 : double.NaN);
        _plots.Set($"{name} p99", isTimed ? Quantity.Milliseconds(latency.P99) : "-", isTimed ? latency.P99 : double.NaN);
    }
}
