using System.CommandLine;

namespace LeanRx.Cli.Backups;

/// <summary><c>leanrx restore</c>: what it can be told.</summary>
static class RestoreCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from") { Description = "A folder that 'leanrx backup' wrote.", HelpName = "FOLDER", Required = true };
        var data = new Option<string>("--data")
        {
            Description = "The directory in which 'leanrx serve' is to keep its data (made when missing). No server may run on it meanwhile.",
            HelpName = "DIRECTORY",
            Required = true,
        };
        var replace = new Option<bool>("--replace") { Description = "Replace what is kept there, which is lost." };
        var command = new Command("restore", "Bring a backup back, checked before anything is touched.") { from, data, replace };
        command.SetAction((parsed, cancellationToken) => Restore.RunAsync(parsed.GetRequiredValue(from), parsed.GetRequiredValue(data),
            parsed.GetValue(replace), Console.Out, cancellationToken));
        return command;
    }
}
