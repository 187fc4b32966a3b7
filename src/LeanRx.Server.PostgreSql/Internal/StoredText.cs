using System.Buffers;
using System.Text;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Text as PostgreSQL can keep it: without U+0000, which its text type refuses, and without halves of surrogate pairs.</summary>
/// <remarks>
/// U+0000 becomes U+0001 U+0001, and U+0001 becomes U+0001 U+0002. Different texts stay different, and in the same order. All others stay as they are, for
/// whoever looks into the tables.
/// </remarks>
static class StoredText
{
    const char Mark = '\u0001';

    public static string Of(string text) =>
        text.AsSpan().ContainsAnyInRange('\0', Mark) || HasHalfPair(text) ? Rewrite(text) : text;

    public static string Read(string stored) => stored.Contains(Mark, StringComparison.Ordinal)
        ? stored.Replace("\u0001\u0001", "\0", StringComparison.Ordinal).Replace("\u0001\u0002", "\u0001", StringComparison.Ordinal)
        : stored;

    static bool HasHalfPair(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAnyInRange('\uD800', '\uDFFF') is >= 0 and var at)
        {
            if (Rune.DecodeFromUtf16(text[at..], out _, out _) != OperationStatus.Done) return true;
            text = text[(at + 2)..];
        }

        return false;
    }

    static string Rewrite(string text)
    {
        var stored = new StringBuilder(text.Length + 8);
        foreach (var rune in text.EnumerateRunes())
        {
            if (rune.Value > Mark) stored.Append(rune);
            else stored.Append(Mark).Append((char)(rune.Value + 1));
        }

        return stored.ToString();
    }
}
