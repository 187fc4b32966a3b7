using System.Globalization;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Serving;

/// <summary>Reads sizes such as <c>500KB</c>, <c>100MB</c> or <c>1GB</c>.</summary>
static class FileSize
{
    /// <exception cref="ToolException">It is none, or not 1 byte at least; the message names the option.</exception>
    public static long Parse(string text, string option)
    {
        var factor = text.ToUpperInvariant() switch
        {
            [.., 'K', 'B'] => 1L << 10,
            [.., 'M', 'B'] => 1L << 20,
            [.., 'G', 'B'] => 1L << 30,
            _ => 1,
        };
        var digits = factor == 1 ? text : text[..^2];
        if (long.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 && number <= long.MaxValue / factor)
            return number * factor;
        throw new ToolException($"{option} {text}: give a number of bytes from 1, or one with KB, MB or GB, for example 100MB");
    }
}
