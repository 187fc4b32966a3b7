namespace LeanRx.Cli.Common;

/// <summary>Text of other people on one's own terminal.</summary>
static class PlainText
{
    /// <summary>
    /// One line without control characters, which could move the cursor, change colours or begin a line that somebody else seems to have said.
    /// </summary>
    public static string Of(string text) => string.Create(text.Length, text, static (target, source) =>
    {
        for (var index = 0; index < source.Length; index++)
            target[index] = IsUnsafe(source[index]) ? ' ' : source[index];
    });

    /// <summary>Control characters, and those that end a line or turn its direction.</summary>
    public static bool IsUnsafe(char character) =>
        char.IsControl(character)
            || character is '\u200E' or '\u200F' or '\u061C' or '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');
}
