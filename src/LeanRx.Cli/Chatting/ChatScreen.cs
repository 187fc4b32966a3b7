using LeanRx.Cli.Common;
using Spectre.Console;

namespace LeanRx.Cli.Chatting;

/// <summary>
/// The lines that a chat prints: in colours on a terminal, plain where the output is redirected. What others wrote cannot control the terminal.
/// </summary>
sealed class ChatScreen(TextWriter output, IAnsiConsole? terminal)
{
    readonly Lock _gate = new();

    public static ChatScreen OfConsole() => new(Console.Out, Console.IsOutputRedirected ? null : AnsiConsole.Console);

    /// <summary>Somebody's message.</summary>
    public void Say(string from, string text) => Write("bold green", $"{from}: ", text);

    /// <summary>A message of old, with its time.</summary>
    public void Recall(DateTimeOffset time, string from, string text) => Write("grey", $"{time.ToLocalTime():yyyy-MM-dd HH:mm} {from}: ", text);

    /// <summary>What happens around the conversation.</summary>
    public void Note(string text) => Write("blue", "* ", text);

    /// <summary>What did not work.</summary>
    public void Warn(string text) => Write("red", "! ", text);

    void Write(string style, string head, string text)
    {
        lock (_gate)
        {
            if (terminal is null)
                output.WriteLine(PlainText.Of(head) + PlainText.Of(text));
            else
                terminal.MarkupLine($"[{style}]{Markup.Escape(PlainText.Of(head))}[/]{Markup.Escape(PlainText.Of(text))}");
        }
    }
}
