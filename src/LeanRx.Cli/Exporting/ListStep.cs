namespace LeanRx.Cli.Exporting;

/// <summary>A list to walk, or rows that are known and copied.</summary>
/// <param name="Key">What the cursor calls it; no two steps have the same.</param>
/// <param name="File">Where the rows go.</param>
/// <param name="List">The list; null for rows that are known.</param>
/// <param name="Known">The rows that are known.</param>
sealed record ListStep(string Key, string File, ListWalk? List, IReadOnlyList<byte[]> Known)
{
    /// <param name="list">The list. Its rows go into a file that is not finished.</param>
    public static ListStep Of(ListWalk list) => new(list.Key, list.File + Archive.ArchiveFile.Unfinished, list, []);
}
