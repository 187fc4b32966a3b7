using System.Text.RegularExpressions;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Queries.Internal;

/// <summary>Makes a .NET expression of a <c>$regex</c> and its <c>$options</c>.</summary>
static class PatternSyntax
{
    const int MaxLength = 4096;

    public static Regex Compile(string pattern, string options, TimeSpan timeout, string place)
    {
        if (pattern.Length > MaxLength) throw new QueryFormatException($"{place}.$regex: longer than {MaxLength} characters");
        var flags = options.Aggregate(RegexOptions.CultureInvariant, (flags, letter) => flags | Flag(letter, place));
        var translated = new PatternTranslation(pattern, options.Contains('s'), options.Contains('x'), place).Translate();
        try
        {
            return Compile(translated, flags, timeout);
        }
        catch (RegexParseException exception)
        {
            throw new QueryFormatException($"{place}.$regex: {exception.Error}");
        }
    }

    static Regex Compile(string translated, RegexOptions flags, TimeSpan timeout)
    {
        try
        {
            return new Regex(translated, flags | RegexOptions.NonBacktracking, timeout);
        }
        catch (NotSupportedException)
        {
            // Look-arounds, back-references and large repetitions need backtracking; the timeout bounds it.
            return new Regex(translated, flags, timeout);
        }
    }

    static RegexOptions Flag(char letter, string place) => letter switch
    {
        'i' => RegexOptions.IgnoreCase,
        'm' => RegexOptions.Multiline,
        // The translation minds these two.
        's' or 'x' => RegexOptions.None,
        _ => throw new QueryFormatException($"{place}.$options: unknown option '{letter}', known are i, m, s and x"),
    };
}
