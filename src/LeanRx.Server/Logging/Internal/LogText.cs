using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeanRx.Server.Logging.Internal;

/// <summary>Text of others in a log: it neither controls the terminal nor gives away what lets somebody in.</summary>
internal static partial class LogText
{
    /// <summary>One line, without the values of queries.</summary>
    public static string Clean(string text) => Escape(QueryValues().Replace(text, "***"), keepsLines: false);

    /// <summary>The exception itself where its text is harmless, as nearly always; or else its cleaned text.</summary>
    public static Exception? Clean(Exception? exception)
    {
        if (exception?.ToString() is not { } text)
            return null;
        var cleaned = Escape(QueryValues().Replace(text, "***"), keepsLines: true);
        return cleaned == text ? exception : new CleanedException(cleaned);
    }

    /// <summary>The values in a query, those aside that say nothing about anybody.</summary>
    [GeneratedRegex("""(?<=[?&](?!(?:appId|secure|subprotocol|limit|skip|order|count)=)[^\s=&?#"']{1,64}=)[^\s&#"']+""",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex QueryValues();

    static string Escape(string text, bool keepsLines)
    {
        if (!text.Any(character => IsUnsafe(character, keepsLines)))
            return text;
        var output = new StringBuilder(text.Length + 16);
        foreach (var character in text)
        {
            if (!IsUnsafe(character, keepsLines))
                output.Append(character);
            else if (character <= 0xFF)
                output.Append(CultureInfo.InvariantCulture, $"\\x{(int)character:x2}");
            else
                output.Append(CultureInfo.InvariantCulture, $"\\u{(int)character:x4}");
        }

        return output.ToString();
    }

    /// <summary>Control characters, and those that end a line or turn its direction.</summary>
    static bool IsUnsafe(char character, bool keepsLines) => character is '\n' or '\r' or '\t' ? !keepsLines
        : char.IsControl(character)
            || character is '\u200E' or '\u200F' or '\u061C' or '\u2028' or '\u2029' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    sealed class CleanedException(string text) : Exception(text)
    {
        public override string ToString() => Message;
    }
}
