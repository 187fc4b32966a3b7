using System.CommandLine;
using System.Reactive.Concurrency;

namespace LeanRx.Cli.Exporting;

/// <summary><c>leanrx export</c>: what it can be told.</summary>
static class ExportCommand
{
    public static Command Create()
    {
        var from = new Option<string>("--from")
        {
            Description = "The server: the application's API domain, or a server of your own.",
            HelpName = "https://…",
            Required = true
        };
        var app = new Option<string>("--app") { Description = "The application's id.", HelpName = "APPID", Required = true };
        var key = new Option<string>("--master-key-file")
        {
            Description = "A file with the application's master key. The command line is seen by everybody " +
            "on the machine.",
            HelpName = "FILE",
            Required = true
        };
        var output = new Option<string>("--out")
        {
            Description = "The folder to write, made when missing. One that holds an earlier or interrupted export " +
            "of the application is gone on with.",
            HelpName = "DIR",
            Required = true
        };
        var files = new Option<bool>("--files") { Description = "Fetch the bytes of files too, not only what the table says of them." };
        var refresh = new Option<bool>("--refresh")
        {
            Description = "Ask for roles, blocks and silences of all conversations again, also where nothing else " +
            "has changed since the last export."
        };
        var parallel = new Option<int>("--parallel") { Description = "Requests under way at a time, 1 to 64.", HelpName = "N", DefaultValueFactory = _ => 4 };
        var rate = new Option<double>("--rate")
        {
            Description = "Requests a second at most; files are not counted.",
            HelpName = "N",
            DefaultValueFactory = _ =>
            10
        };

        var command = new Command("export",
            "Fetch everything of an application: conversations, messages, members, files. Interrupted it goes on where it was; run again it fetches what is " +
            "new.") { from, app, key, output, files, refresh, parallel, rate };
        command.SetAction((parsed, cancellationToken) =>
        {
            var settings = ExportSettings.Of(
                parsed.GetRequiredValue(from),
                parsed.GetRequiredValue(app),
                parsed.GetRequiredValue(key),
                parsed.GetRequiredValue(output),
                parsed.GetValue(files),
                parsed.GetValue(refresh),
                parsed.GetValue(parallel),
                parsed.GetValue(rate),
                Console.Error);
            var progress = new ExportProgress(Console.Error, Console.IsErrorRedirected, Scheduler.Default);
            return new Export(settings, ExportLines.Create(settings), Scheduler.Default, progress).RunAsync(Console.Out, cancellationToken);
        });
        return command;
    }
}
