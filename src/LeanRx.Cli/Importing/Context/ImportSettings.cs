using LeanRx.Cli.Common;

namespace LeanRx.Cli.Importing.Context;

/// <summary>What <c>leanrx import</c> was told, checked.</summary>
/// <param name="Paths">Folders and files to read.</param>
/// <param name="Directory">Where the server keeps its data.</param>
/// <param name="ApplicationId">The application that all of it becomes part of.</param>
/// <param name="PublicUrl">Under which URL clients reach the server; null when it is not told.</param>
/// <param name="FileUrl">Where the bytes of files are kept instead; null when it is not told.</param>
/// <param name="ReportPath">Where to write the report as JSON; null for nowhere.</param>
/// <param name="IsCheck">Whether to compare instead of to write.</param>
sealed record ImportSettings(IReadOnlyList<string> Paths, string Directory, string ApplicationId, Uri? PublicUrl, Uri? FileUrl, string? ReportPath,
    bool IsCheck)
{
    /// <summary>Where the server keeps files; null for the directory of its data.</summary>
    public string? Files { get; init; }

    /// <exception cref="ToolException">It is no such URL; the message names the option.</exception>
    public static Uri? ParseUrl(string? text, string option) => text switch
    {
        null => null,
        _ when Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.Query.Length == 0 => url,
        _ => throw new ToolException($"{option} {text}: give a URL that begins with https:// or http://, without a query"),
    };
}
