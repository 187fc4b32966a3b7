using System.CommandLine;
using System.Globalization;
using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;
using LeanRx.Protocol;

namespace LeanRx.Cli.Benchmarking;

/// <summary><c>leanrx bench</c>: what it can be told.</summary>
static class BenchCommand
{
    static readonly int[] s_rateCodes = [ErrorCodes.MessageSentQuotaExceeded];

    public static Command Create()
    {
        var clients = new Option<int>("--clients") { Description = "So many clients, each with a connection.", HelpName = "N", DefaultValueFactory = _ => 100 };
        var conversations = new Option<int>("--conversations")
        {
            Description = "So many conversations, among which the clients are divided.",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
        };
        var rate = new Option<double>("--rate")
        {
            Description = "So many messages a second, of all clients together; 0 for as many as go.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
        };
        var seconds = new Option<double>("--seconds") { Description = "So long.", HelpName = "SECONDS", DefaultValueFactory = _ => 10 };
        var payload = new Option<int>("--payload")
        {
            Description = "So many characters in each message, 32 or more.",
            HelpName = "N",
            DefaultValueFactory = _ => 100,
        };
        var json = new Option<bool>("--json") { Description = "For programs: nothing but the result, as one JSON object." };
        var command = new Command("bench", "Load a server from many clients of this process: messages a second, how long they take to be acknowledged and " +
            "delivered, errors, memory. Against limits of rates `leanrx serve --limits none` helps. Not against a server that others use.")
        {
            clients, conversations, rate, seconds, payload,
        };
        var server = new ServerArguments();
        server.AddTo(command);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = BenchSettings.Of(parsed.GetValue(clients), parsed.GetValue(conversations), parsed.GetValue(rate), parsed.GetValue(seconds),
                parsed.GetValue(payload));
            var (url, application) = server.Read(parsed);
            var options = ClientArguments.OptionsOf(url, application, "bench");
            var run = $"bench-{(options.Scheduler.Now.ToUnixTimeMilliseconds() % 1_000_000_000).ToString(CultureInfo.InvariantCulture)}";
            var all = new BenchClients(options, settings, run);
            await using var closing = all.ConfigureAwait(false);
            var screen = BenchScreen.Choose(settings, parsed.GetValue(json));
            await all.OpenAsync(settings.Conversations, screen.Opened, cancellationToken).ConfigureAwait(false);
            using var http = OperatorArguments.Find(url, application)?.CreateHastyClient();
            var bench = new Bench(settings, all, run, http is null ? null : new OperatorApi(http, options.Scheduler), options.Scheduler);
            await screen.ShowAsync(bench, cancellationToken).ConfigureAwait(false);
            return await FinishAsync(bench.Report(), parsed.GetValue(json)).ConfigureAwait(false);
        });
        return command;
    }

    static async Task<int> FinishAsync(BenchReport report, bool isJson)
    {
        if (isJson)
            await Console.Out.WriteLineAsync(PlainJson.Of(report.WriteJson)).ConfigureAwait(false);
        else
            report.Write(Console.Out, !Console.IsOutputRedirected);
        if (s_rateCodes.Any(code => report.Errors.ContainsKey(code.ToString(CultureInfo.InvariantCulture))))
            await Console.Error.WriteLineAsync("leanrx: the server limits how many messages a client sends; a server for load tests is run with --limits none")
                .ConfigureAwait(false);
        return report.Send.Count > 0 ? ExitCodes.Success : ExitCodes.Failure;
    }
}
