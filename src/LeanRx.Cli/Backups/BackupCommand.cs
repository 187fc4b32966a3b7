using System.CommandLine;
using System.Reactive.Concurrency;

namespace LeanRx.Cli.Backups;

/// <summary><c>leanrx backup</c>: what it can be told.</summary>
static class BackupCommand
{
    public static Command Create()
    {
        var data = new Option<string>("--data")
        {
            Description = "The directory in which 'leanrx serve' keeps its data.",
            HelpName = "DIRECTORY",
            Required = true,
        };
        var to = new Option<string>("--to") { Description = "The folder that becomes the backup; it is not there yet.", HelpName = "FOLDER", Required = true };
        var command = new Command("backup",
            "Copy what a server keeps, as it is at one instant, while the server goes on. Only what is whole and checked gets the name of the folder.")
        {
            data, to,
        };
        command.SetAction((parsed, cancellationToken) =>
            Backup.RunAsync(parsed.GetRequiredValue(data), parsed.GetRequiredValue(to), Scheduler.Default, Console.Out, cancellationToken));
        return command;
    }
}
