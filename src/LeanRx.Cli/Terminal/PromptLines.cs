using System.Runtime.CompilerServices;

namespace LeanRx.Cli.Terminal;

/// <summary>Lines that are typed and edited in the last row of a terminal.</summary>
static class PromptLines
{
    /// <param name="keys">What is typed, in the portions in which it comes.</param>
    /// <param name="screen">Where it is shown.</param>
    /// <param name="typing">Is called when something was typed that is no command.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async IAsyncEnumerable<string> ReadAsync(IAsyncEnumerable<IReadOnlyList<ConsoleKeyInfo>> keys, PromptScreen screen, Action typing,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var editor = new LineEditor();
        screen.Edit("", 0);
        await foreach (var portion in keys.WithCancellation(cancellationToken).ConfigureAwait(false))
        {
            var before = editor.Line.Text;
            foreach (var key in portion)
            {
                switch (editor.Take(key, out var entered))
                {
                    case EditOutcome.Ended:
                        yield break;
                    case EditOutcome.Entered:
                        screen.Edit("", 0);
                        yield return entered;
                        break;
                }
            }

            screen.Edit(editor.Line.Text, editor.Line.Cursor);
            if (editor.Line.Text is { Length: > 0 } text && text != before && text[0] != '/')
                typing();
        }
    }
}
