using System.Globalization;

namespace LeanRx.Cli.Common;

/// <summary>Numbers as people read them.</summary>
static class Quantity
{
    static readonly string[] s_sizes = ["B", "KB", "MB", "GB", "TB"];

    public static string Count(long number) => number.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>A number of things a second.</summary>
    public static string Rate(double number) => number.ToString(number is > 0 and < 9.95 ? "0.0" : "N0", CultureInfo.InvariantCulture);

    /// <summary>Bytes, in units of 1024.</summary>
    public static string Bytes(long bytes)
    {
        var (value, unit) = ((double)bytes, 0);
        for (; Math.Abs(value) >= 999.5 && unit < s_sizes.Length - 1; unit++)
            value /= 1024;
        return $"{value.ToString(unit > 0 && Math.Abs(value) < 9.95 ? "0.0" : "0", CultureInfo.InvariantCulture)} {s_sizes[unit]}";
    }

    /// <summary>A short time.</summary>
    public static string Milliseconds(double milliseconds) => milliseconds switch
    {
        0 => "0 ms",
        < 0.005 => "<0.01 ms",
        < 0.995 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.00} ms"),
        < 9.95 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0.0} ms"),
        < 999.5 => string.Create(CultureInfo.InvariantCulture, $"{milliseconds:0} ms"),
        _ => string.Create(CultureInfo.InvariantCulture, $"{milliseconds / 1000:0.0} s"),
    };

    /// <summary>A long time.</summary>
    public static string Span(TimeSpan time) => time switch
    {
        { TotalMinutes: < 1 } => $"{(int)time.TotalSeconds} s",
        { TotalHours: < 1 } => $"{time.Minutes} min {time.Seconds} s",
        { TotalDays: < 1 } => $"{time.Hours} h {time.Minutes} min",
        _ => $"{(int)time.TotalDays} d {time.Hours} h",
    };
}
