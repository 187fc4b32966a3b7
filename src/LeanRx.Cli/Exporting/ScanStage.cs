using System.Globalization;
using System.Text.Json;
using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;
using LeanRx.Cli.Rest;

namespace LeanRx.Cli.Exporting;

/// <summary>
/// All rows of a table, by scan. The server forgets a scan after ten minutes: then another one begins behind the last row, or, where that is refused, from the
/// beginning.
/// </summary>
sealed class ScanStage(ExportContext context, string table, string fileName, bool isOptional = false) : IExportStage
{
    const int Page = 1000;

    /// <summary>So often a scan begins from the beginning without coming to anything new.</summary>
    const int MaxRestarts = 3;

    readonly string _file = fileName + ArchiveFile.Unfinished;

    public string Name => $"table {table}";

    ScanPosition Position
    {
        get => context.Cursor.Scan;
        set => context.Cursor.Scan = value;
    }

    public void Begin(ExportCursor cursor) => cursor.Scan = new();

    public async Task RunAsync(CancellationToken cancellationToken)
    {
        var file = context.Folder.Rows(_file);
        var restarts = 0;
        while (!Position.IsOver)
        {
            try
            {
                using var page = await FetchAsync(cancellationToken).ConfigureAwait(false);
                if (Add(file, page.RootElement))
                    restarts = 0;
            }
            catch (RefusedException refusal) when (Position.Cursor is not null || Position.Behind is not null)
            {
                GoOnOtherwise();
                if (++restarts > MaxRestarts)
                    throw new ToolException($"the server does not go on with the scan of {table}: {refusal.Message}", refusal) { ExitCode = ExitCodes.Failure };
            }
            catch (RefusedException refusal) when (isOptional)
            {
                context.Report.Refuse("tables", table, refusal.Message);
                Position = Position with { IsOver = true };
            }
            catch (RefusedException refusal)
            {
                throw new ToolException($"the server refuses the scan of {table}: {refusal.Message}", refusal) { ExitCode = ExitCodes.Failure };
            }
            context.Folder.Commit();
            context.Progress.Tell(Name, string.Create(CultureInfo.InvariantCulture, $"{file.Rows:N0} rows"));
        }
        RowSorter.Sort(context.Folder, _file, static row => new(RowText.Of(row, "objectId")));
    }

    Task<JsonDocument> FetchAsync(CancellationToken cancellationToken) => context.Api.GetAsync(
        $"/1.1/scan/classes/{table}",
        cancellationToken,
        ("limit", Page.ToString(CultureInfo.InvariantCulture)),
        ("where", Position.Behind is { } last ? $$$"""{"objectId":{"$gt":"{{{JsonEncodedText.Encode(last)}}}"}}""" : null),
        ("cursor", Position.Cursor));

    /// <summary>The cursor is forgotten: begin behind the last row; where not even that is taken, from the beginning.</summary>
    void GoOnOtherwise() => Position = Position is { Cursor: not null, Last: not null, IsUnsorted: false, IsAgain: false }
        ? Position with { Cursor = null, Behind = Position.Last }
        : Position with { Cursor = null, Behind = null, IsAgain = true };

    /// <summary>Whether a page brought something new.</summary>
    bool Add(RowFile file, JsonElement answer)
    {
        if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty("results"u8, out var rows) || rows.ValueKind != JsonValueKind.Array)
            throw new ToolException($"the server's answer to the scan of {table} has no results") { ExitCode = ExitCodes.Failure };
        var before = file.Rows;
        foreach (var row in rows.EnumerateArray())
        {
            if (RowText.Of(row, "objectId") is not { Length: > 0 } id)
            {
                context.Report.Refuse($"rows of {table}", "one without an objectId", "left out");
                continue;
            }
            var isBehind = string.CompareOrdinal(id, Position.Last) > 0;
            if (!isBehind && Position is { IsAgain: true, IsUnsorted: false })
                continue; // It is there.
            file.Add(row);
            Position = isBehind ? Position with { Last = id } : Position with { IsUnsorted = true };
        }
        var next = RowText.Of(answer, "cursor");
        Position = next.Length > 0 ? Position with { Cursor = next } : Position with { Cursor = null, IsOver = true };
        return file.Rows > before;
    }
}
