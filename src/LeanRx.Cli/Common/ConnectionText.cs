using System.Text.RegularExpressions;

namespace LeanRx.Cli.Common;

/// <summary>A text that may say where a database is, as it may be shown.</summary>
static partial class ConnectionText
{
    /// <summary>The text without the password in it.</summary>
    public static string Shown(string text) => InUrl().Replace(Password().Replace(text, "$1=…"), "…");

    [GeneratedRegex(@"(?<=^|;)(\s*(?:Password|Pwd|PSW|SSL\s*Password))\s*=\s*(?:""[^""]*""|'[^']*'|[^;]*)", RegexOptions.IgnoreCase)]
    private static partial Regex Password();

    [GeneratedRegex("(?<=://[^:/@]*:)[^@]*(?=@)")]
    private static partial Regex InUrl();
}
