using LeanRx.Cli.Common;

namespace LeanRx.Cli.Exporting;

/// <summary>What <c>leanrx export</c> was told, checked.</summary>
/// <param name="From">The server.</param>
/// <param name="ApplicationId">The application.</param>
/// <param name="MasterKey">Its master key.</param>
/// <param name="Directory">The folder to write.</param>
/// <param name="WithFiles">Whether the bytes of files are fetched.</param>
/// <param name="Refreshes">Whether roles, blocks and silences are asked for where the conversation is as it was.</param>
/// <param name="Parallel">How many requests may be under way.</param>
/// <param name="Rate">How many may begin a second.</param>
sealed record ExportSettings(Uri From, string ApplicationId, string MasterKey, string Directory, bool WithFiles, bool Refreshes, int Parallel, double Rate)
{
    const int MostParallel = 64;

    /// <exception cref="ToolException">An argument cannot be used; the message names it.</exception>
    public static ExportSettings Of(string from, string app, string masterKeyFile, string directory, bool withFiles, bool refreshes, int parallel, double rate,
        TextWriter warnings) => new(
        ServerOf(from, warnings),
        app.Length > 0 && !app.Any(char.IsWhiteSpace) ? app : throw new ToolException("--app: give the application's id"),
        MasterKeyOf(masterKeyFile, warnings),
        directory.Length > 0 ? directory : throw new ToolException("--out: give a folder"),
        withFiles,
        refreshes,
        parallel is >= 1 and <= MostParallel ? parallel : throw new ToolException($"--parallel {parallel}: give a number from 1 to {MostParallel}"),
        rate is > 0 and <= 10_000 ? rate : throw new ToolException("--rate: give a number of requests a second, more than 0"));

    static Uri ServerOf(string text, TextWriter warnings)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var url) || url.Scheme is not ("http" or "https") || url.PathAndQuery != "/" || url.UserInfo.Length > 0)
            throw new ToolException($"--from {text}: give the address of the server without a path, for example https://api.example.com");
        if (url.Scheme == Uri.UriSchemeHttp && !url.IsLoopback)
            warnings.WriteLine(PlainText.Of($"leanrx: --from {text}: without https everybody on the way can read the master key"));
        return url;
    }

    static string MasterKeyOf(string path, TextWriter warnings)
    {
        try
        {
            var key = File.ReadAllText(path).Trim();
            if (key.Length == 0 || key.Any(char.IsWhiteSpace) || key.Any(char.IsControl) || !key.All(char.IsAscii))
                throw new ToolException($"--master-key-file {path}: the file must hold the master key and nothing else");
            if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & (UnixFileMode.GroupRead | UnixFileMode.OtherRead)) != 0)
                warnings.WriteLine(PlainText.Of($"leanrx: --master-key-file {path}: others on this machine can read it; chmod 600 keeps the key"));
            return key.EndsWith(",master", StringComparison.Ordinal) ? key[..^",master".Length] : key;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"--master-key-file {path}: cannot be read: {exception.Message}", exception);
        }
    }
}
