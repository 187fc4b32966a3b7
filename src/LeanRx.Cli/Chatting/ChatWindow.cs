using System.Reactive.Concurrency;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using LeanRx.Cli.Common;
using LeanRx.Cli.Terminal;

namespace LeanRx.Cli.Chatting;

/// <summary>Where a chat is shown, and the lines that are typed there.</summary>
abstract class ChatWindow
{
    public abstract ChatScreen Screen { get; }

    /// <summary>A line editor where a person sits at a terminal; else lines, as they come from a file or a program and go to one.</summary>
    public static ChatWindow OfConsole(IScheduler scheduler, bool withoutColours)
    {
        if (ConsoleTerminal.Find(withoutColours) is not { } terminal)
            return new OfLines(Console.In, new PlainScreen(Console.Out, scheduler));
        var prompt = new PromptScreen(terminal, PromptChatScreen.MarkColumn, PromptChatScreen.Indent);
        var screen = new PromptChatScreen(prompt, scheduler);
        return Console.IsInputRedirected ? new OfLines(Console.In, screen) : new OfKeys(prompt, screen);
    }

    /// <summary>The lines that are typed.</summary>
    /// <param name="typing">Is called while a message is being typed.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public abstract IAsyncEnumerable<string> ReadAsync(Action typing, CancellationToken cancellationToken);

    sealed class OfLines(TextReader input, ChatScreen screen) : ChatWindow
    {
        public override ChatScreen Screen => screen;

        public override IAsyncEnumerable<string> ReadAsync(Action typing, CancellationToken cancellationToken) =>
            InputLines.ReadAsync(input, cancellationToken);
    }

    sealed class OfKeys(PromptScreen prompt, ChatScreen screen) : ChatWindow
    {
        public override ChatScreen Screen => screen;

        public override async IAsyncEnumerable<string> ReadAsync(Action typing, [EnumeratorCancellation] CancellationToken cancellationToken)
        {
            using var resizing = OperatingSystem.IsWindows() ? null : PosixSignalRegistration.Create(PosixSignal.SIGWINCH, _ => prompt.Redraw());
            await foreach (var line in PromptLines.ReadAsync(ConsoleKeys.ReadAsync(cancellationToken), prompt, typing, cancellationToken).ConfigureAwait(false))
                yield return line;
        }
    }
}
