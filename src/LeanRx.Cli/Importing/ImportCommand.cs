using System.CommandLine;
using LeanRx.Cli.Importing.Context;
using LeanRx.Cli.Serving;

namespace LeanRx.Cli.Importing;

/// <summary><c>leanrx import</c>: what it can be told.</summary>
static class ImportCommand
{
    public static Command Create()
    {
        var paths = new Argument<string[]>("FOLDER|FILE")
        {
            Description = "What to bring in: a folder that 'leanrx export' wrote, what LeanCloud's console gives (.tar.gz, or .jsonl and .json unpacked), " +
                "the .bson of a daily backup, or saved pages of history. Several belong together.",
            Arity = ArgumentArity.OneOrMore,
        };
        var data = new Option<string>("--data")
        {
            Description = "The directory in which 'leanrx serve' keeps its data (made when missing), or the connection string of its database. No server " +
                "may run on it meanwhile.",
            HelpName = "DIRECTORY|Host=…",
            Required = true
        };
        var files = new Option<string?>("--files")
        {
            Description = "The directory in which 'leanrx serve' keeps uploaded files, where they are not in that of --data.",
            HelpName = "DIRECTORY",
        };
        var app = new Option<string?>("--app")
        {
            Description = "The application that all of it becomes part of, by its id. Default: the only one that is " +
            "told by file or environment, or else 'demo'.",
            HelpName = "APPID"
        };
        var appFile = new Option<string?>("--app-file") { Description = AppSources.FileDescription, HelpName = "FILE" };
        var publicUrl = new Option<string?>("--public-url")
        {
            Description = "The URL under which clients will reach the server, as for 'leanrx serve': " +
            "where the bytes of files came along, messages name them there.",
            HelpName = "URL"
        };
        var fileUrl = new Option<string?>("--file-url")
        {
            Description = "Where you keep the files yourself, each under its key: messages name them there, " +
            "and bytes that came along are left where they are.",
            HelpName = "URL"
        };
        var report = new Option<string?>("--report") { Description = "Write the report as JSON too.", HelpName = "FILE" };
        var check = new Option<bool>("--check")
        {
            Description = "Write nothing: compare what there is to bring in with what is there, conversation by " +
            "conversation, and exit with 1 where they differ."
        };

        var command = new Command("import",
            "Bring an export of LeanCloud, or of a LeanRx server, into a server's data. Run again it writes only what is new.")
            { paths, data, files, app, appFile,
            publicUrl, fileUrl, report, check };
        command.SetAction((parsed, cancellationToken) => Import.RunAsync(
            new ImportSettings(
                parsed.GetRequiredValue(paths),
                parsed.GetRequiredValue(data),
                AppSources.ReadOne(parsed.GetValue(app), parsed.GetValue(appFile), Console.Error).ApplicationId,
                ImportSettings.ParseUrl(parsed.GetValue(publicUrl), "--public-url"),
                ImportSettings.ParseUrl(parsed.GetValue(fileUrl), "--file-url"),
                parsed.GetValue(report),
                parsed.GetValue(check))
            { Files = parsed.GetValue(files) },
            Console.Out,
            Console.Error,
            cancellationToken));
        return command;
    }
}
