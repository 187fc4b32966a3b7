using Spectre.Console;

namespace LeanRx.Cli.Terminal;

/// <summary>The terminal in which the process runs.</summary>
sealed class ConsoleTerminal : ITerminal
{
    // Some terminals do not say how large they are.
    const int UsualColumns = 80;
    const int UsualRows = 24;

    ConsoleTerminal(AnsiCapabilities capabilities) => Capabilities = capabilities;

    public AnsiCapabilities Capabilities { get; }

    public int Columns => Console.WindowWidth is > 0 and var columns ? columns : UsualColumns;

    public int Rows => Console.WindowHeight is > 0 and var rows ? rows : UsualRows;

    /// <summary>Null where output goes elsewhere, or the terminal understands no control sequences.</summary>
    /// <remarks>Colours go by <c>NO_COLOR</c> too.</remarks>
    public static ConsoleTerminal? Find(bool withoutColours)
    {
        if (Console.IsOutputRedirected)
            return null;
        var capabilities = AnsiCapabilities.Create(Console.Out, new AnsiWriterSettings
        {
            ColorSystem = withoutColours ? ColorSystemSupport.NoColors : ColorSystemSupport.Detect,
        });
        return capabilities.Ansi ? new ConsoleTerminal(capabilities) : null;
    }

    public void Write(string text)
    {
        Console.Out.Write(text);
        Console.Out.Flush();
    }
}
