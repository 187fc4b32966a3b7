using System.CommandLine;
using System.Reactive.Concurrency;
using LeanRx.Cli.Common;
using LeanRx.Cli.Operators;

namespace LeanRx.Cli.Tailing;

/// <summary><c>leanrx tail</c>: what it can be told.</summary>
static class TailCommand
{
    const int MostShown = 1000;

    public static Command Create()
    {
        var last = new Option<int>("--last", "-n")
        {
            Description = "So many messages of before are shown, 0 to 1000.",
            HelpName = "N",
            DefaultValueFactory = _ => 10,
        };
        var conversation = new Option<string?>("--conversation") { Description = "Only the messages of this conversation.", HelpName = "ID" };
        var from = new Option<string?>("--from") { Description = "Only the messages of this person.", HelpName = "NAME" };
        var json = new Option<bool>("--json") { Description = "One JSON object per line, for programs." };
        var command = new Command("tail",
            "Print the messages of an application as they come, until Ctrl-C. It asks with the master key: nobody is online for it, and nothing counts as " +
            "received or read.");
        var server = new OperatorArguments();
        server.AddTo(command);
        command.Add(last);
        command.Add(conversation);
        command.Add(from);
        command.Add(json);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var count = parsed.GetValue(last);
            if (count is < 0 or > MostShown)
                throw new ToolException($"--last {count}: give a number from 0 to {MostShown}");
            using var http = server.Read(parsed, "tail").CreateClient();
            return await Tail.RunAsync(http, new TailSettings(count, parsed.GetValue(conversation), parsed.GetValue(from), parsed.GetValue(json)),
                Scheduler.Default, Console.Out, Console.Error, cancellationToken).ConfigureAwait(false);
        });
        return command;
    }
}
