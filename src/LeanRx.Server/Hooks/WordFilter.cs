using LeanRx.Server.Hooks.Internal;

namespace LeanRx.Server.Hooks;

/// <summary>A hook that keeps words of a list out of messages.</summary>
/// <remarks>
/// <para>Words are found anywhere in a text, inside of other words too, without regard to case; of several at one place the longest counts. In typed messages
/// all texts are looked at, also those that are escaped in JSON, apart from what describes a file (<c>_lcfile</c>). Binary messages are not looked at. The time
/// that it takes grows with the text, not with the list.</para>
/// <para>Its points are <see cref="HookPoints.MessageSending"/> and <see cref="HookPoints.MessageUpdating"/>.</para>
/// </remarks>
/// <example><code>new HookOptions(WordFilter.Load("words.txt")) { Points = HookPoints.MessageSending | HookPoints.MessageUpdating }</code></example>
public sealed class WordFilter : IMessageHook
{
    readonly WordList _words;
    readonly WordFilterAction _action;

    /// <summary>Initializes a filter.</summary>
    /// <param name="words">The words, of 1 to 256 characters. Empty ones are ignored, and white space around words.</param>
    /// <param name="action">What happens to messages with such a word. Default: it is masked.</param>
    /// <exception cref="ArgumentException">A word is too long, or there is none.</exception>
    public WordFilter(IEnumerable<string> words, WordFilterAction action = WordFilterAction.Mask)
    {
        ArgumentNullException.ThrowIfNull(words);
        if (!Enum.IsDefined(action))
            throw new ArgumentOutOfRangeException(nameof(action), action, "The action must be Mask or Refuse.");
        _words = new WordList(words);
        _action = action;
    }

    /// <summary>Reads the words from a text file in UTF-8, one in each line.</summary>
    /// <param name="path">The file.</param>
    /// <param name="action">What happens to messages with such a word. Default: it is masked.</param>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <exception cref="ArgumentException">A word is too long, or there is none.</exception>
    public static WordFilter Load(string path, WordFilterAction action = WordFilterAction.Mask) => new(File.ReadLines(path), action);

    /// <inheritdoc/>
    public ValueTask<MessageDecision> OnSendingAsync(MessageSending message, CancellationToken cancellationToken = default) => new(DecisionOn(message));

    /// <inheritdoc/>
    public ValueTask<MessageDecision> OnUpdatingAsync(MessageUpdating message, CancellationToken cancellationToken = default) => new(DecisionOn(message));

    /// <summary>Returns a text with the words masked; the same text if it contains none.</summary>
    public string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _words.Mask(text);
    }

    MessageDecision DecisionOn(HookedMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        if (message.IsBinary || MessageTexts.Mask(message.Body, _words) is not { } masked)
            return MessageDecision.Accept;
        return _action == WordFilterAction.Refuse ? MessageDecision.Refuse("The message contains a word that is not allowed.")
            : MessageDecision.Accept with { Body = masked };
    }
}
