using System.Buffers;

namespace LeanRx.Cli.Archive;

/// <summary>Reads lines one after another, in memory for the longest of them.</summary>
static class RowReader
{
    const int BufferBytes = 256 * 1024;

    /// <summary>The longest line that is read.</summary>
    /// <remarks>A row is far shorter: a conversation has at most some hundred thousand bytes.</remarks>
    public const int MaxLineBytes = 16 * 1024 * 1024;

    /// <summary>The lines of a file, without their ends.</summary>
    /// <remarks>The text of a line is good until the next one is asked for.</remarks>
    /// <param name="path">The file; one that is not there has no lines.</param>
    /// <param name="whole">How many bytes count.</param>
    public static IEnumerable<Row> Read(string path, long whole = long.MaxValue)
    {
        if (!File.Exists(path))
            yield break;
        using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0,
            FileOptions.SequentialScan);
        foreach (var row in Read(file, whole))
            yield return row;
    }

    /// <inheritdoc cref="Read(string, long)"/>
    public static IEnumerable<Row> Read(Stream input, long whole = long.MaxValue)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
        try
        {
            var (held, number, offset, tooLong) = (0, 0L, 0L, false);
            while (true)
            {
                if (held == buffer.Length)
                    (buffer, held, offset, tooLong) = MakeRoom(buffer, held, offset, tooLong);
                var read = input.Read(buffer, held, (int)Math.Min(buffer.Length - held, Math.Max(0, whole - offset - held)));
                var start = 0;
                var end = held + read;
                while (Array.IndexOf(buffer, (byte)'\n', Math.Max(start, held), end - Math.Max(start, held)) is >= 0 and var lineEnd)
                {
                    yield return new Row(++number, offset, tooLong ? default : buffer.AsMemory(start, Trimmed(buffer, start, lineEnd)), IsWhole: !tooLong);
                    offset += lineEnd + 1 - start;
                    (start, tooLong) = (lineEnd + 1, false);
                }
                if (read == 0)
                {
                    if (end > start || tooLong)
                        yield return new Row(++number, offset, tooLong ? default : buffer.AsMemory(start, Trimmed(buffer, start, end)), IsWhole: false);
                    yield break;
                }
                held = end - start;
                buffer.AsSpan(start, held).CopyTo(buffer);
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    static int Trimmed(byte[] buffer, int start, int end) => end > start && buffer[end - 1] == (byte)'\r' ? end - start - 1 : end - start;

    /// <summary>A larger buffer; or, where the line is longer than any, an empty one: what was read of the line is forgotten.</summary>
    static (byte[] Buffer, int Held, long Offset, bool TooLong) MakeRoom(byte[] buffer, int held, long offset, bool tooLong)
    {
        if (buffer.Length >= MaxLineBytes)
            return (buffer, 0, offset + held, true);
        var larger = ArrayPool<byte>.Shared.Rent(buffer.Length * 2);
        buffer.AsSpan(0, held).CopyTo(larger);
        ArrayPool<byte>.Shared.Return(buffer);
        return (larger, held, offset, tooLong);
    }
}
