using System.Globalization;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// How many files and sockets this process may have open: at the limit the runtime itself fails, on a thread or an assembly that it cannot load, and takes the
/// process with it.
/// </summary>
static class ProcessFiles
{
    /// <summary>Where the system does not tell.</summary>
    const int Unknown = 10_000;

    /// <summary>What the runtime, the stores and the log have open.</summary>
    const int Own = 224;

    const int LeastConnections = 16;
    const int ShareForFiles = 8;

    /// <summary>Connections that fit below the limit.</summary>
    public static int MostConnections(int limit) => Math.Max(LeastConnections, limit - Own - MostFiles(limit));

    /// <summary>Uploaded files that may be open at a time.</summary>
    public static int MostFiles(int limit) => Math.Max(LeastConnections, limit / ShareForFiles);

    public static int Limit()
    {
        const string place = "/proc/self/limits";
        const string name = "Max open files";
        if (!OperatingSystem.IsLinux() || !File.Exists(place))
            return Unknown;
        var line = File.ReadLines(place).FirstOrDefault(line => line.StartsWith(name, StringComparison.Ordinal));
        var soft = line?[name.Length..].Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault();
        return int.TryParse(soft, NumberStyles.None, CultureInfo.InvariantCulture, out var limit) ? limit : Unknown;
    }
}
