using System.Globalization;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>Halves of surrogate pairs, which some clients leave where they cut a text: they become U+FFFD, as everywhere else.</summary>
static class HalfPairs
{
    /// <summary>False when there are none, so that something else is wrong.</summary>
    public static bool TryReplace(ReadOnlySpan<byte> json, out byte[] whole)
    {
        whole = json.ToArray();
        var found = false;
        for (var index = 0; index < whole.Length - 1; index++)
        {
            if (whole[index] != (byte)'\\')
                continue;
            if (UnitAt(whole, index) is not { } unit)
            {
                index++;
                continue;
            }
            if (char.IsHighSurrogate(unit) && UnitAt(whole, index + 6) is { } next && char.IsLowSurrogate(next))
            {
                index += 11;
                continue;
            }
            if (char.IsSurrogate(unit))
            {
                "fffd"u8.CopyTo(whole.AsSpan(index + 2));
                found = true;
            }
            index += 5;
        }
        return found;
    }

    /// <summary>The UTF-16 unit that is escaped here.</summary>
    static char? UnitAt(byte[] json, int index) =>
        index + 6 <= json.Length && json[index] == (byte)'\\' && json[index + 1] == (byte)'u'
        && ushort.TryParse(json.AsSpan(index + 2, 4), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var unit) ? (char)unit : null;
}
