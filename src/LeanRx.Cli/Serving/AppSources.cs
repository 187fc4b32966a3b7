using LeanRx.Cli.Common;
using LeanRx.Server;

namespace LeanRx.Cli.Serving;

/// <summary>
/// Where applications and their keys are told: on the command line, which everybody on the machine can read, in a file, or in the environment.
/// </summary>
static class AppSources
{
    /// <summary>The environment variable: applications as for <c>--app</c>, separated by blanks or line ends.</summary>
    public const string Variable = "LEANRX_APPS";

    /// <summary>The environment variable for the one application that a command is about.</summary>
    public const string OneVariable = "LEANRX_APP";

    public const string FileDescription =
        "A file with applications, one a line, written as for --app; lines that begin with # are comments. Keys belong there or into the environment " +
        "variable LEANRX_APPS: the command line is seen by everybody on the machine.";

    /// <summary>SDKs of others cut so many characters out of the id.</summary>
    const int ShortestForOthers = 8;

    /// <summary>All that are told, in the order of command line, file and environment.</summary>
    /// <exception cref="ToolException">One has another form, or the file cannot be read.</exception>
    public static IReadOnlyList<AppOptions> Read(IReadOnlyList<string> arguments, string? file, TextWriter warnings)
    {
        var given = arguments.Select(argument => AppArgument.Parse(argument, "--app")).ToList();
        foreach (var app in given.Where(app => app.MasterKey is not null))
            warnings.WriteLine(PlainText.Of($"leanrx: --app {app.ApplicationId}: its master key stands in the list of processes, for everybody on this " +
                $"machine; give it with --app-file or {Variable}"));
        if (file is not null)
            given.AddRange(ReadFile(file, warnings));
        if (Environment.GetEnvironmentVariable(Variable) is { } text)
            given.AddRange(text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(argument => AppArgument.Parse(argument, Variable)));
        return given;
    }

    /// <summary>
    /// The one application that a command is about: what the command line or else the environment says, with the keys that a file or the environment knows for
    /// it; or the only one that is told, or else the one for demos.
    /// </summary>
    /// <exception cref="ToolException">One has another form, the file cannot be read, or several are told and none is named.</exception>
    public static AppOptions ReadOne(string? argument, string? file, TextWriter warnings)
    {
        var told = Read(argument is null ? [] : [argument], file, warnings).ToList();
        if (argument is null && Environment.GetEnvironmentVariable(OneVariable) is { Length: > 0 } one)
            told.Insert(0, AppArgument.Parse(argument = one, OneVariable));
        if (argument is null)
        {
            return told.Count switch
            {
                0 => new AppOptions { ApplicationId = AppOptions.Demo.ApplicationId },
                1 => told[0],
                _ => throw new ToolException($"--app: say which: {string.Join(", ", told.Select(app => app.ApplicationId))}"),
            };
        }

        return told[0].ApplicationKey is not null ? told[0] : told.Skip(1).FirstOrDefault(app => app.ApplicationId == told[0].ApplicationId) ?? told[0];
    }

    /// <summary>Says of which applications not every client can be one.</summary>
    public static void WarnOfShortIds(IEnumerable<AppOptions> apps, TextWriter warnings)
    {
        foreach (var app in apps.Where(app => app.ApplicationId.Length < ShortestForOthers))
            warnings.WriteLine(PlainText.Of($"leanrx: {app.ApplicationId}: the Java SDK and the older .NET SDK need application ids of {ShortestForOthers} " +
                "characters or more; LeanRx and the JavaScript SDKs take this one"));
    }

    static IEnumerable<AppOptions> ReadFile(string path, TextWriter warnings)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(path);
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
                warnings.WriteLine(PlainText.Of($"leanrx: --app-file {path}: others on this machine can read it; chmod 600 keeps the keys"));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"--app-file {path}: cannot be read: {exception.Message}", exception);
        }

        return [.. lines.Select(line => line.Trim()).Where(line => line.Length > 0 && line[0] != '#').Select(line => AppArgument.Parse(line, "--app-file"))];
    }
}
