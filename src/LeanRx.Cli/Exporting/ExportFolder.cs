using LeanRx.Cli.Archive;
using LeanRx.Cli.Common;

namespace LeanRx.Cli.Exporting;

/// <summary>The folder that is written: its cursor, and its files that grow. What is committed survives whatever happens.</summary>
sealed class ExportFolder : IDisposable
{
    const string LockName = "export.lock";

    /// <summary>Says of a file that all of it is whole, though nobody knows how long it is.</summary>
    const long Entire = -1;

    readonly FileStream _lock;
    readonly Dictionary<string, RowFile> _open = new(StringComparer.Ordinal);

    ExportFolder(string directory, FileStream exclusive, ExportCursor cursor)
    {
        Directory = directory;
        _lock = exclusive;
        Cursor = cursor;
    }

    public string Directory { get; }

    public ExportCursor Cursor { get; }

    /// <exception cref="ToolException">The folder cannot be used for this export.</exception>
    public static ExportFolder Open(ExportSettings settings)
    {
        var (directory, exclusive) = Lock(settings.Directory);
        try
        {
            return new ExportFolder(directory, exclusive, ExportCursor.Find(directory) is { } cursor ? Checked(cursor, settings) : Begun(directory, settings));
        }
        catch
        {
            exclusive.Dispose();
            throw;
        }
    }

    public string PathOf(string name) => Path.Combine(Directory, name);

    /// <summary>A file to add rows to, at the end of what is whole of it.</summary>
    public RowFile Rows(string name)
    {
        if (_open.TryGetValue(name, out var open))
            return open;
        if (Cursor.Whole.TryAdd(name, 0))
        {
            Cursor.Rows[name] = 0;
            Cursor.Write(Directory);
        }
        if (Cursor.Whole[name] == Entire)
            Measure(name);
        try
        {
            return _open[name] = RowFile.Open(PathOf(name), Cursor.Whole[name], Cursor.Rows[name]);
        }
        catch (InvalidDataException exception)
        {
            throw new ToolException($"--out {Directory}: {exception.Message}; export into an empty folder", exception) { ExitCode = ExitCodes.Failure };
        }
    }

    /// <summary>Brings all rows onto the disk, and then the cursor.</summary>
    public void Commit()
    {
        foreach (var (name, file) in _open)
        {
            if (file.Length != Cursor.Whole[name])
                Cursor.Whole[name] = file.Commit();
            Cursor.Rows[name] = file.Rows;
        }
        Cursor.Write(Directory);
    }

    /// <summary>Takes back what stands behind places in files, of all or of none.</summary>
    /// <remarks>The cursor says so first: a file that is longer than it says is cut when it is opened, one that is shorter would be taken for broken.</remarks>
    public void CutTo(params IReadOnlyList<(string Name, long Bytes, long Rows)> places)
    {
        foreach (var (name, bytes, rows) in places)
        {
            Rows(name).Commit();
            (Cursor.Whole[name], Cursor.Rows[name]) = (bytes, rows);
        }
        Cursor.Write(Directory);
        foreach (var (name, bytes, rows) in places)
            Rows(name).CutTo(bytes, rows);
    }

    /// <summary>The rows of a file that are whole.</summary>
    public IEnumerable<Row> Read(string name) =>
        RowReader.Read(PathOf(name), Cursor.Whole.GetValueOrDefault(name, Entire) is >= 0 and var whole ? whole : long.MaxValue);

    /// <summary>Closes a file that is done growing, and answers its path.</summary>
    public string Close(string name)
    {
        Rows(name);
        Commit();
        if (_open.Remove(name, out var file))
            file.Dispose();
        return PathOf(name);
    }

    /// <summary>Puts another file, which is on the disk, in the place of a closed one.</summary>
    public void Replace(string name, string path)
    {
        Cursor.Whole[name] = Entire;
        Cursor.Write(Directory);
        File.Move(path, PathOf(name), overwrite: true);
        Measure(name);
        Cursor.Write(Directory);
    }

    /// <summary>Gives a file that is whole its name.</summary>
    /// <remarks>Done already, it does nothing.</remarks>
    public void Publish(string name)
    {
        var unfinished = name + ArchiveFile.Unfinished;
        if (Cursor.Whole.ContainsKey(unfinished) && File.Exists(PathOf(unfinished)))
            File.Move(Close(unfinished), PathOf(name), overwrite: true);
        if (Cursor.Rows.Remove(unfinished, out var rows))
            Cursor.Rows[name] = rows;
        Cursor.Whole.Remove(unfinished);
    }

    public void Dispose()
    {
        foreach (var file in _open.Values)
            file.Dispose();
        _lock.Dispose();
    }

    void Measure(string name)
    {
        Cursor.Whole[name] = new FileInfo(PathOf(name)).Length;
        Cursor.Rows[name] = RowReader.Read(PathOf(name)).LongCount();
    }

    static (string Directory, FileStream Exclusive) Lock(string directory)
    {
        try
        {
            var path = System.IO.Directory.CreateDirectory(directory).FullName;
            return (path, new FileStream(Path.Combine(path, LockName), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None, bufferSize: 1,
                FileOptions.DeleteOnClose));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new ToolException($"--out {directory}: cannot be used: {exception.Message}", exception);
        }
    }

    static ExportCursor Checked(ExportCursor cursor, ExportSettings settings)
    {
        if (cursor.App != settings.ApplicationId)
            throw new ToolException($"--out {settings.Directory}: holds an export of the application {cursor.App}, not of {settings.ApplicationId}; give " +
                "another folder");
        if (cursor.From != settings.From.GetLeftPart(UriPartial.Authority))
            throw new ToolException($"--out {settings.Directory}: holds an export from {cursor.From}; give another folder, or, when that is the same " +
                $"server, write its new address into {ArchiveFile.Cursor}");
        return cursor;
    }

    static ExportCursor Begun(string directory, ExportSettings settings)
    {
        if (System.IO.Directory.EnumerateFileSystemEntries(directory)
            .Any(entry => Path.GetFileName(entry) is not (LockName or ArchiveFile.Cursor + ArchiveFile.Unfinished)))
            throw new ToolException($"--out {settings.Directory}: is not empty and holds no export; give another folder");
        var cursor = new ExportCursor { From = settings.From.GetLeftPart(UriPartial.Authority), App = settings.ApplicationId };
        return cursor;
    }
}
