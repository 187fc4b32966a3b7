using System.CommandLine;
using System.CommandLine.Invocation;
using LeanRx.Cli.Serving;

namespace LeanRx.Cli;

/// <summary>The <c>leanrx</c> tool: reads the command line, runs one command, turns failures into one line and an exit code.</summary>
static class Tool
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        using var signals = new EndSignals();
        var root = new RootCommand("Realtime messaging: a server, a chat in the terminal, and a view of the wire.") { ServeCommand.Create() };
        var parsed = root.Parse(arguments is [] ? ["--help"] : arguments, new ParserConfiguration { ResponseFileTokenReplacer = null });
        if (parsed is { Errors: [var error, ..], Action: ParseErrorAction })
            return await FailAsync(parsed.UnmatchedTokens is [var unknown, ..] ? $"there is no command or option '{unknown}', see --help" : error.Message).ConfigureAwait(false);

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = null }, signals.Token).ConfigureAwait(false);
        }
        catch (ToolException exception)
        {
            return await FailAsync(exception.Message).ConfigureAwait(false);
        }
    }

    static async Task<int> FailAsync(string message)
    {
        await Console.Error.WriteLineAsync($"leanrx: {message.ReplaceLineEndings(" ")}").ConfigureAwait(false);
        return ExitCodes.BadArguments;
    }
}
