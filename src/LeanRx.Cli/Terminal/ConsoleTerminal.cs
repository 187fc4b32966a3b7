using Spectre.Console;

namespace LeanRx.Cli.Terminal;

/// <summary>The terminal in which the process runs.</summary>
sealed class ConsoleTerminal : ITerminal
{
    ConsoleTerminal(AnsiCapabilities capabilities) => Capabilities = capabilities;

    public AnsiCapabilities Capabilities { get; }

    public int Columns => Math.Max(1, Console.WindowWidth);

    public int Rows => Math.Max(1, Console.WindowHeight);

    /// <summary>Null where output goes elsewhere, or the terminal understands no control sequences. Colours go by <c>NO_COLOR</c> too.</summary>
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
