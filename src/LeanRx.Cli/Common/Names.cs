namespace LeanRx.Cli.Common;

/// <summary>Names of people, separated by commas.</summary>
static class Names
{
    public static IReadOnlyList<string> Of(params IEnumerable<string> texts) =>
        [.. texts.SelectMany(text => text.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)).Distinct()];
}
