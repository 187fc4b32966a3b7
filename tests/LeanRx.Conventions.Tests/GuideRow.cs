using System.Text.RegularExpressions;

namespace LeanRx.Conventions.Tests;

/// <summary>One row of examples/Guide/ROWS.md.</summary>
/// <param name="Id">S1 to S172, D1 to D14.</param>
/// <param name="Says">What it says.</param>
/// <param name="Reason">Why it asks for no behaviour; empty when it does.</param>
sealed partial record GuideRow(string Id, string Says, string Reason)
{
    public static IReadOnlyList<GuideRow> All { get; } =
        [.. Lines().Matches(Repository.Read("examples/Guide/ROWS.md"))
            .Select(match => new GuideRow(match.Groups["id"].Value, match.Groups["says"].Value.Trim(), match.Groups["reason"].Value.Trim()))];

    [GeneratedRegex(@"^\| (?<id>[SD]\d+) \|(?<says>.*)\|(?<reason>[^|]*)\|$", RegexOptions.Multiline)]
    private static partial Regex Lines();
}
