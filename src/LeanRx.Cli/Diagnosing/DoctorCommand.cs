using System.CommandLine;
using LeanRx.Cli.Clients;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Diagnosing;

/// <summary><c>leanrx doctor</c>: what it can be told.</summary>
static class DoctorCommand
{
    const string DefaultName = "leanrx-doctor";
    const double LongestPatience = 300;

    public static Command Create()
    {
        var url = new Argument<string?>("URL")
        {
            Description = $"The server, as clients are given it. Default: the environment variable {ServerArguments.ServerVariable}.",
            Arity = ArgumentArity.ZeroOrOne,
        };
        var name = new Option<string>("--as") { Description = "The client id to log in with.", HelpName = "NAME", DefaultValueFactory = _ => DefaultName };
        var patience = new Option<double>("--timeout")
        {
            Description = "So many seconds each step may take, up to 300.",
            HelpName = "SECONDS",
            DefaultValueFactory = _ => 10,
        };
        var json = new Option<bool>("--json") { Description = "One JSON object per step, for programs." };
        var command = new Command("doctor", "Go the way of a client to its server: name, TCP, TLS, route, WebSocket, login; each with its time and, when it " +
            "fails, what to look at. Exit code 1 when one fails.") { url };
        var application = new ServerArguments(withServer: false);
        application.AddTo(command);
        command.Add(name);
        command.Add(patience);
        command.Add(json);
        command.SetAction((parsed, _) =>
        {
            var seconds = parsed.GetValue(patience);
            if (!(seconds is > 0 and <= LongestPatience))
                throw new ToolException($"--timeout {seconds}: give a number of seconds up to {LongestPatience}");
            var server = ServerArguments.ServerOf(parsed.GetValue(url) ?? ServerArguments.FromEnvironment()
                ?? throw new ToolException($"URL: give the server's URL, here or in the environment variable {ServerArguments.ServerVariable}"), "");
            var options = ClientArguments.OptionsOf(server, application.ReadApplication(parsed), ClientArguments.CheckedName(parsed.GetRequiredValue(name)));
            return ExaminationText.WriteAsync(new Doctor(options, TimeSpan.FromSeconds(seconds)), parsed.GetValue(json));
        });
        return command;
    }
}
