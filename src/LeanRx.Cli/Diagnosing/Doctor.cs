using System.Net;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Cli.Clients;

namespace LeanRx.Cli.Diagnosing;

/// <summary>Goes the way of a client to its server, one step after another, until one fails.</summary>
/// <param name="options">The client that would go it.</param>
/// <param name="patience">So long each step may take.</param>
sealed class Doctor(LeanClientOptions options, TimeSpan patience)
{
    readonly IScheduler _scheduler = options.Scheduler;
    readonly Uri _server = options.Server;
    bool _hasFailed;

    bool IsRouted => _server.Scheme is "http" or "https";

    /// <summary>The steps, as they are done.</summary>
    public async IAsyncEnumerable<Step> ExamineAsync()
    {
        IPAddress[] addresses = [];
        yield return await StepAsync("name", async token =>
        {
            addresses = await NetworkSteps.ResolveAsync(_server, token).ConfigureAwait(false);
            return string.Join(", ", addresses.Select(address => address.ToString()));
        }).ConfigureAwait(false);
        yield return await StepAsync("TCP", token => NetworkSteps.ConnectAsync(_server, addresses, token)).ConfigureAwait(false);
        yield return _server.Scheme is "https" or "wss"
            ? await StepAsync("TLS", token => TlsStep.RunAsync(_server, _scheduler.Now, token)).ConfigureAwait(false)
            : new Step("TLS", StepOutcome.Skipped, default, $"{_server.Scheme}:// is not encrypted");
        var webSocket = _server;
        yield return IsRouted
            ? await StepAsync("route", async token => (webSocket = await RouteStep.RunAsync(_server, options.ApplicationId, token).ConfigureAwait(false))
                .AbsoluteUri).ConfigureAwait(false)
            : new Step("route", StepOutcome.Skipped, default, $"{_server.Scheme}:// is the WebSocket itself");
        yield return await StepAsync("WebSocket", token => WebSocketStep.RunAsync(webSocket, token)).ConfigureAwait(false);
        yield return await StepAsync("login", token => LoginStep.RunAsync(options with { OpenTimeout = patience }, token)).ConfigureAwait(false);
    }

    async Task<Step> StepAsync(string name, Func<CancellationToken, Task<string>> run)
    {
        if (_hasFailed)
            return new Step(name, StepOutcome.Skipped, default, "not tried");
        var clock = _scheduler.StartStopwatch();
        using var end = new CancellationTokenSource();
        try
        {
            using var limiting = _scheduler.Schedule(patience, end.Cancel);
            var finding = await run(end.Token).ConfigureAwait(false);
            return new Step(name, StepOutcome.Passed, clock.Elapsed, finding);
        }
        catch (StepFailure failure)
        {
            _hasFailed = true;
            return new Step(name, StepOutcome.Failed, clock.Elapsed, failure.Message, failure.Advice);
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            _hasFailed = true;
            return new Step(name, StepOutcome.Failed, clock.Elapsed, $"nothing within {patience.TotalSeconds:0} s",
                "a firewall that drops packets, or a server that is too busy to answer");
        }
    }
}
