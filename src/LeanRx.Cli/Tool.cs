using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Globalization;
using System.Text;
using LeanRx.Cli.Administering;
using LeanRx.Cli.Backups;
using LeanRx.Cli.Benchmarking;
using LeanRx.Cli.Chatting;
using LeanRx.Cli.Common;
using LeanRx.Cli.Completing;
using LeanRx.Cli.Diagnosing;
using LeanRx.Cli.Exporting;
using LeanRx.Cli.Importing;
using LeanRx.Cli.Sending;
using LeanRx.Cli.Serving;
using LeanRx.Cli.Tailing;
using LeanRx.Cli.Watching;

namespace LeanRx.Cli;

/// <summary>The <c>leanrx</c> tool: reads the command line, runs one command, turns failures into one line and an exit code.</summary>
static class Tool
{
    /// <param name="arguments">The words behind the name of the tool.</param>
    /// <param name="cancellationToken">Asks the command to end, as a signal does.</param>
    public static async Task<int> RunAsync(string[] arguments, CancellationToken cancellationToken = default)
    {
        if (!Console.IsOutputRedirected)
            Console.OutputEncoding = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);

        using var signals = new EndSignals(cancellationToken);
        var root = new RootCommand("Realtime messaging: a server, what its operator needs, what moves data out and in, and a chat in the terminal.")
        {
            ServeCommand.Create(),
            ChatCommand.Create(),
            SendCommand.Create(),
            TailCommand.Create(),
            AdminCommand.Create(),
            TopCommand.Create(),
            DoctorCommand.Create(),
            BenchCommand.Create(),
            ExportCommand.Create(),
            ImportCommand.Create(),
            BackupCommand.Create(),
            RestoreCommand.Create(),
            CompletionCommand.Create(),
        };
        var parsed = root.Parse(arguments is [] ? ["--help"] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed is { Errors.Count: > 0, Action: ParseErrorAction action })
            return await FailAsync(Mistake(parsed, action), ExitCodes.BadArguments).ConfigureAwait(false);

        try
        {
            if (parsed.Action is HelpAction)
                return await HelpAsync(parsed).ConfigureAwait(false);
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null },
                signals.Token).ConfigureAwait(false);
        }
        catch (ToolException exception)
        {
            foreach (var message in exception.Messages)
                await FailAsync(message, exception.ExitCode).ConfigureAwait(false);
            return exception.ExitCode;
        }
        catch (OperationCanceledException) when (signals.Token.IsCancellationRequested)
        {
            return ExitCodes.Success;
        }
    }

    /// <summary>What is wrong with the arguments, with what may have been meant.</summary>
    static string Mistake(ParseResult parsed, ParseErrorAction action)
    {
        if (parsed.UnmatchedTokens is not [var unknown, ..])
            return parsed.Errors[0].Message;
        using var proposals = new StringWriter(CultureInfo.InvariantCulture);
        action.ShowHelp = false;
        action.ShowTypoCorrections = true;
        parsed.Invoke(new InvocationConfiguration { Output = proposals, Error = TextWriter.Null });
        var meant = proposals.ToString().Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .TakeWhile((line, index) => index == 0 || !line.EndsWith('?')).Skip(1).ToList();
        return $"there is no command or option '{unknown}'" + (meant.Count > 0 ? $", did you mean {string.Join(" or ", meant)}?" : ", see --help");
    }

    /// <summary>The library takes the file of the process for the name of the tool.</summary>
    static async Task<int> HelpAsync(ParseResult parsed)
    {
        using var help = new StringWriter(CultureInfo.InvariantCulture);
        var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { Output = help }).ConfigureAwait(false);
        await Console.Out.WriteAsync(help.ToString().Replace($"  {RootCommand.ExecutableName} ", "  leanrx ", StringComparison.Ordinal)).ConfigureAwait(false);
        return exitCode;
    }

    static async Task<int> FailAsync(string message, int exitCode)
    {
        await Console.Error.WriteLineAsync($"leanrx: {PlainText.Of(message)}").ConfigureAwait(false);
        return exitCode;
    }
}
