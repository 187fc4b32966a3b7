using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;
using LeanRx.Cli.Chatting;
using LeanRx.Cli.Common;
using LeanRx.Cli.Exporting;
using LeanRx.Cli.Importing;
using LeanRx.Cli.Serving;
using LeanRx.Cli.Tailing;

namespace LeanRx.Cli;

/// <summary>The <c>leanrx</c> tool: reads the command line, runs one command, turns failures into one line and an exit code.</summary>
static class Tool
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (!Console.IsOutputRedirected)
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        using var signals = new EndSignals();
        var root = new Command("leanrx", "Realtime messaging: a server, what moves data out and in, a chat in the terminal, and a view of the wire.")
        {
            new HelpOption(),
            new VersionOption(),
            ServeCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            ChatCommand.Create(),
            TailCommand.Create(),
        };
        var parsed = root.Parse(arguments is [] ? ["--help"] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed is { Errors: [var error, ..], Action: ParseErrorAction })
            return await FailAsync(parsed.UnmatchedTokens is [var unknown, ..] ? $"there is no command or option '{unknown}', see --help" : error.Message,
                ExitCodes.BadArguments).ConfigureAwait(false);

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                signals.Token).ConfigureAwait(false);
        }
        catch (ToolException exception)
        {
            return await FailAsync(exception.Message, exception.ExitCode).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
    }

    static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync($"leanrx: {PlainText.Of(message)}").ConfigureAwait(false);
        return exitCode;
    }
}
