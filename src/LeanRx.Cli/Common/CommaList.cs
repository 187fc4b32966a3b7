namespace LeanRx.Cli.Common;

/// <summary>Names, separated by commas.</summary>
static class CommaList
{
    public static IReadOnlyList<string> Of(params IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];
}
