using System.Globalization;
using System.Text.RegularExpressions;

namespace LeanRx.Server.Queries.Internal;

/// <summary>Instants in the spellings of ISO 8601 that programs write.</summary>
static partial class IsoTime
{
    const int LongestText = 100;

    /// <summary>
    /// The instant that a text stands for, or null: a date, or a date and a time with any number of digits of a second; UTC unless an offset says otherwise (Z,
    /// +08, +0800, +08:00).
    /// </summary>
    public static DateTimeOffset? Parse(string text)
    {
        if (text.Length > LongestText || Spelling().Match(text) is not { Success: true } parts)
            return null;
        var time = parts.Groups["time"].Success ? parts.Groups["time"].Value : "00:00";
        var format = time.Length == 5 ? "yyyy-MM-dd HH:mm" : "yyyy-MM-dd HH:mm:ss";
        if (!DateTime.TryParseExact($"{parts.Groups["date"].Value} {time}", format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local))
            return null;
        var ticks = local.Ticks + FractionOf(parts.Groups["fraction"].Value) - OffsetOf(parts.Groups["offset"].Value);
        return ticks >= 0 && ticks <= DateTime.MaxValue.Ticks ? new DateTimeOffset(ticks, TimeSpan.Zero) : null;
    }

    /// <summary>Cut to ticks, the most that is kept.</summary>
    static long FractionOf(string digits) => digits.Length == 0 ? 0 : long.Parse(digits.PadRight(7, '0')[..7], CultureInfo.InvariantCulture);

    static long OffsetOf(string offset)
    {
        if (offset is "" or "Z" or "z")
            return 0;
        var digits = offset[1..].Replace(":", "", StringComparison.Ordinal).PadRight(4, '0');
        var minutes = (int.Parse(digits[..2], CultureInfo.InvariantCulture) * 60) + int.Parse(digits[2..], CultureInfo.InvariantCulture);
        return (offset[0] == '-' ? -minutes : minutes) * TimeSpan.TicksPerMinute;
    }

    [GeneratedRegex(@"^(?<date>[0-9]{4}-[0-9]{2}-[0-9]{2})" +
        @"(?:[Tt ](?<time>[0-9]{2}:[0-9]{2}(?::[0-9]{2})?)(?:(?<=:[0-9]{2}:[0-9]{2})[.,](?<fraction>[0-9]+))?" +
        @"(?<offset>[Zz]|[+-][0-9]{2}(?::?[0-5][0-9])?)?)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Spelling();
}
