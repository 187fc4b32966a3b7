using Spectre.Console;

namespace LeanRx.Cli.Terminal;

/// <summary>A window of cells that understands control sequences.</summary>
interface ITerminal
{
    int Columns { get; }

    int Rows { get; }

    /// <summary>Which sequences it understands, and whether it shows colours.</summary>
    AnsiCapabilities Capabilities { get; }

    /// <summary>Writes at once what belongs together.</summary>
    void Write(string text);
}
