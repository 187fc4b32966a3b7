using LeanRx.Cli.Archive;
using LeanRx.Cli.Importing.Sources;

namespace LeanRx.Cli.Importing.Rows;

/// <summary>The rows of a file, whatever form it has: lines, lists of JSON, or BSON.</summary>
static class SourceRows
{
    const int HeadBytes = 64;

    /// <summary>One row after another; the text of a row is good until the next one is asked for.</summary>
    /// <exception cref="SourceException">The file cannot be read further.</exception>
    public static IEnumerable<Row> Of(SourceFile file)
    {
        using var rows = RowsOf(file).GetEnumerator();
        while (true)
        {
            try
            {
                if (!rows.MoveNext())
                    yield break;
            }
            catch (Exception exception) when (exception is IOException or InvalidDataException or UnauthorizedAccessException)
            {
                throw new SourceException($"{file.Name} cannot be read to its end: {exception.Message} What came before counts; get the file anew.", exception);
            }
            yield return rows.Current;
        }
    }

    static IEnumerable<Row> RowsOf(SourceFile file)
    {
        using var stream = file.Open();
        if (Packed.IsBson(file.Name))
        {
            foreach (var row in BsonRows.Read(stream, file.Name))
                yield return row;
            yield break;
        }

        var head = new byte[HeadBytes];
        var held = stream.ReadAtLeast(head, HeadBytes, throwOnEndOfStream: false);
        var start = head.AsSpan(0, held).StartsWith("\uFEFF"u8) ? 3 : 0;
        using var whole = new HeadedStream(head.AsMemory(start, held - start), stream);
        var isList = JsonSlices.Begins(head.AsSpan(start, held - start).TrimStart(" \t\r\n"u8));
        foreach (var row in isList ? JsonSlices.Read(whole) : RowReader.Read(whole, file.Whole))
        {
            if (row.Text.Length > 0 || !row.IsWhole)
                yield return row;
        }
    }
}
