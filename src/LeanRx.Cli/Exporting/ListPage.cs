namespace LeanRx.Cli.Exporting;

/// <summary>A page of a list.</summary>
/// <param name="Rows">Its rows, as they stand in the archive.</param>
/// <param name="Next">What to ask for the next page with; null when this was the last one.</param>
sealed record ListPage(IReadOnlyList<byte[]> Rows, string? Next)
{
    public static ListPage Empty { get; } = new([], null);
}
