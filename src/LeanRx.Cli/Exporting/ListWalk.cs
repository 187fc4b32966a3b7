using System.Text.Json;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Exporting;

/// <summary>One list that belongs to a conversation: how it is asked for, page by page, and where its rows go.</summary>
/// <param name="Key">What the cursor calls it.</param>
/// <param name="Kind">What the list is of, for people.</param>
/// <param name="File">The file of the archive.</param>
/// <param name="Path">The path to ask.</param>
/// <param name="QueryOf">The query for a page.</param>
/// <param name="Read">Reads a page; the second argument is the position that it was asked with.</param>
sealed record ListWalk(string Key, string Kind, string File, string Path, Func<string?, IReadOnlyList<(string Name, string? Value)>> QueryOf,
    Func<JsonElement, string?, ListPage> Read)
{
    /// <summary>A page; an empty one where the server refuses the list.</summary>
    public async Task<ListPage> FetchAsync(ExportContext context, string? position, CancellationToken cancellationToken)
    {
        try
        {
            using var page = await context.Api.GetAsync(Path, cancellationToken, QueryOf(position)).ConfigureAwait(false);
            var read = Read(page.RootElement, position);
            return read.Next == position && position is not null ? read with { Next = null } : read;
        }
        catch (RefusedException refusal)
        {
            context.Cursor.HasGaps = true;
            context.Report.Refuse(Kind, Path, refusal.Message);
            return ListPage.Empty;
        }
    }
}
