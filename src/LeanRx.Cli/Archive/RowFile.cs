using System.Text.Json;

namespace LeanRx.Cli.Archive;

/// <summary>
/// A file of rows that grows at its end. What counts is what was <see cref="Commit"/>ted; whoever goes on later says how many bytes that was, and the rest is
/// cut off.
/// </summary>
sealed class RowFile : IDisposable
{
    readonly FileStream _file;
    readonly BufferedStream _buffer;

    RowFile(FileStream file, long rows)
    {
        _file = file;
        _buffer = new BufferedStream(file, 128 * 1024);
        Length = file.Length;
        Rows = rows;
    }

    /// <summary>Bytes so far, those included that are not committed.</summary>
    public long Length { get; private set; }

    /// <summary>Rows so far.</summary>
    public long Rows { get; private set; }

    /// <param name="whole">How many bytes of it are whole.</param>
    /// <param name="rows">How many rows those are.</param>
    /// <exception cref="InvalidDataException">It is shorter.</exception>
    public static RowFile Open(string path, long whole, long rows = 0)
    {
        var file = new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read, bufferSize: 0);
        try
        {
            if (file.Length < whole)
                throw new InvalidDataException($"{Path.GetFileName(path)} has {file.Length} bytes, and {whole} were written: something has cut it off");
            file.SetLength(whole);
            file.Seek(whole, SeekOrigin.Begin);
            return new RowFile(file, rows);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    public void Add(JsonElement row) => Add(CanonicalJson.Of(row));

    /// <param name="row">JSON in canonical form, without the end of the line.</param>
    public void Add(ReadOnlySpan<byte> row)
    {
        _buffer.Write(row);
        _buffer.WriteByte((byte)'\n');
        Length += row.Length + 1;
        Rows++;
    }

    /// <summary>Takes back what stands behind a place.</summary>
    public void CutTo(long bytes, long rows)
    {
        _buffer.Flush();
        _file.SetLength(bytes);
        _file.Seek(bytes, SeekOrigin.Begin);
        (Length, Rows) = (bytes, rows);
    }

    /// <summary>Brings all rows onto the disk, and answers how many bytes are whole.</summary>
    public long Commit()
    {
        _buffer.Flush();
        _file.Flush(flushToDisk: true);
        return Length;
    }

    /// <summary>Closes the file.</summary>
    /// <remarks>What was not committed may be there or not.</remarks>
    public void Dispose()
    {
        // Not through the buffer: on a full disk its last attempt to write would hide why the work ended.
        _file.Dispose();
    }
}
