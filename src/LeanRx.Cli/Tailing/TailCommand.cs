using System.CommandLine;
using LeanRx.Cli.Clients;

namespace LeanRx.Cli.Tailing;

/// <summary><c>leanrx tail</c>: what it can be told.</summary>
static class TailCommand
{
    public static Command Create()
    {
        var json = new Option<bool>("--json") { Description = "One JSON object per line, for programs." };
        var command = new Command("tail",
            "Log in and print every frame in both directions, one per line, until Ctrl-C. Session tokens and signatures are hidden.");
        var client = new ClientArguments();
        client.AddTo(command);
        command.Add(json);
        command.SetAction((parsed, cancellationToken) =>
            Tail.RunAsync(client.Read(parsed), parsed.GetValue(json) ? FrameLine.ForPrograms : FrameLine.ForPeople, Console.Out, cancellationToken));
        return command;
    }
}
