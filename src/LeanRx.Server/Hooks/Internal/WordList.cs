using System.Buffers;

namespace LeanRx.Server.Hooks.Internal;

/// <summary>
/// Finds words of a list in a text. The library's search finds where one begins; which is the longest there, a tree of letters tells. No place costs more than
/// the longest word, however many there are.
/// </summary>
internal sealed class WordList
{
    const int MaxWordLength = 256;

    readonly SearchValues<string> _beginnings;
    readonly Node _root = new();

    public WordList(IEnumerable<string> words)
    {
        string[] all = [.. words.Select(static word => word.Trim()).Where(static word => word.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase)];
        if (all.Length == 0)
            throw new ArgumentException("The list has no words.", nameof(words));
        if (all.FirstOrDefault(static word => word.Length > MaxWordLength) is { } tooLong)
            throw new ArgumentException($"A word has {tooLong.Length} characters; at most {MaxWordLength} are taken.", nameof(words));
        _beginnings = SearchValues.Create(all, StringComparison.OrdinalIgnoreCase);
        foreach (var word in all)
        {
            var node = _root;
            foreach (var letter in word)
                node = node.Next(char.ToUpperInvariant(letter));
            node.IsWord = true;
        }
    }

    /// <summary>The text with each letter of the words masked; the very same where there is none.</summary>
    public string Mask(string text)
    {
        var at = text.AsSpan().IndexOfAny(_beginnings);
        if (at < 0)
            return text;
        var masked = text.ToCharArray();
        while (at < text.Length)
        {
            var length = Math.Max(1, LongestAt(text.AsSpan(at)));
            masked.AsSpan(at, length).Fill('*');
            at += length;
            var next = text.AsSpan(at).IndexOfAny(_beginnings);
            if (next < 0)
                break;
            at += next;
        }
        return new string(masked);
    }

    int LongestAt(ReadOnlySpan<char> text)
    {
        var (node, longest) = (_root, 0);
        for (var index = 0; index < text.Length && node.Find(char.ToUpperInvariant(text[index])) is { } next; index++)
        {
            node = next;
            if (node.IsWord)
                longest = index + 1;
        }
        return longest;
    }

    sealed class Node
    {
        Dictionary<char, Node>? _next;

        public bool IsWord { get; set; }

        public Node? Find(char letter) => _next?.GetValueOrDefault(letter);

        public Node Next(char letter)
        {
            _next ??= [];
            if (!_next.TryGetValue(letter, out var node))
                _next.Add(letter, node = new Node());
            return node;
        }
    }
}
