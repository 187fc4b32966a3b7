using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace LeanRx.Server.Queries.Internal;

/// <summary>Makes a .NET expression of a <c>$regex</c> and its <c>$options</c>.</summary>
static class PatternSyntax
{
    const int MaxLength = 4096;

    public static Regex Compile(string pattern, string options, TimeSpan timeout, string place)
    {
        if (pattern.Length > MaxLength) throw new QueryFormatException($"{place}.$regex: longer than {MaxLength} characters");
        var flags = options.Aggregate(RegexOptions.CultureInvariant, (flags, letter) => flags | Flag(letter, place));
        var translated = Unquote(pattern);
        try
        {
            return new Regex(translated, flags | RegexOptions.NonBacktracking, timeout);
        }
        catch (NotSupportedException)
        {
            // Look-arounds, back-references and large repetitions need backtracking; the timeout bounds it.
            return new Regex(translated, flags, timeout);
        }
        catch (RegexParseException exception)
        {
            throw new QueryFormatException($"{place}.$regex: {exception.Error} at character {exception.Offset}");
        }
    }

    static RegexOptions Flag(char letter, string place) => letter switch
    {
        'i' => RegexOptions.IgnoreCase,
        'm' => RegexOptions.Multiline,
        's' => RegexOptions.Singleline,
        'x' => RegexOptions.IgnorePatternWhitespace,
        _ => throw new QueryFormatException($"{place}.$options: unknown option '{letter}', known are i, m, s and x"),
    };

    /// <summary>Replaces <c>\Q…\E</c>, which .NET does not know, by escaped characters. Without <c>\E</c> the quote reaches to the end.</summary>
    internal static string Unquote(string pattern)
    {
        if (!pattern.Contains(@"\Q", StringComparison.Ordinal) && !pattern.Contains(@"\E", StringComparison.Ordinal)) return pattern;
        var result = new StringBuilder(pattern.Length * 2);
        for (var index = 0; index < pattern.Length; index++)
        {
            if (pattern[index] != '\\' || index + 1 == pattern.Length)
            {
                result.Append(pattern[index]);
                continue;
            }

            index++;
            if (pattern[index] == 'Q')
            {
                var end = pattern.IndexOf(@"\E", index + 1, StringComparison.Ordinal);
                if (end < 0) end = pattern.Length;
                for (var quoted = index + 1; quoted < end; quoted++) AppendLiteral(result, pattern[quoted]);
                index = end + 1;
            }
            else if (pattern[index] != 'E')
            {
                result.Append('\\').Append(pattern[index]);
            }
        }

        return result.ToString();
    }

    static void AppendLiteral(StringBuilder result, char letter)
    {
        if (char.IsAsciiLetterOrDigit(letter)) result.Append(letter);
        else result.Append(CultureInfo.InvariantCulture, $"\\u{(int)letter:X4}");
    }
}
