using System.Globalization;

namespace LeanRx.Benchmarks.Storing;

/// <summary>The processes of PostgreSQL on this machine, as Linux tells of them.</summary>
static class DatabaseProcesses
{
    const double TicksPerSecond = 100;

    /// <summary>The processor time that they have taken, with that of their children that have ended; on other systems none.</summary>
    public static TimeSpan Spent() => !OperatingSystem.IsLinux() ? default : TimeSpan.FromSeconds(Directory.EnumerateDirectories("/proc")
        .Where(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out _))
        .Sum(folder => Ticks($"{folder}/stat")) / TicksPerSecond);

    static long Ticks(string path)
    {
        try
        {
            var text = File.ReadAllText(path);
            // The name stands in parentheses; utime, stime, cutime and cstime are the fields 14 to 17, and the third follows the name.
            var name = text[(text.IndexOf('(', StringComparison.Ordinal) + 1)..text.LastIndexOf(')')];
            var fields = text[(text.LastIndexOf(')') + 2)..].Split(' ');
            return name == "postgres" ? fields[11..15].Sum(field => long.Parse(field, CultureInfo.InvariantCulture)) : 0;
        }
        catch (IOException)
        {
            return 0; // It has just ended.
        }
    }
}
