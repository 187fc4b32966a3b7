namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Where a store lies.</summary>
static class StorePath
{
    const string FileName = "leanrx.db";

    /// <summary>The full path of the database file.</summary>
    public static string Resolve(string path)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        if (path == ":memory:") throw new ArgumentException("A SqliteMessageStore needs a file; for one in memory take InMemoryMessageStore.", nameof(path));
        var full = Path.GetFullPath(path);
        var isDirectory = Path.EndsInDirectorySeparator(path) || Directory.Exists(full) || !Path.HasExtension(full);
        return isDirectory ? Path.Combine(full, FileName) : full;
    }

    /// <summary>Makes the directory of the file, and sees that nothing stands in the way.</summary>
    public static void Prepare(string file)
    {
        var directory = Path.GetDirectoryName(file)!;
        for (var above = directory; above is not null; above = Path.GetDirectoryName(above))
        {
            if (File.Exists(above)) throw new StoreOpenException($"The store '{file}' cannot be made: '{above}' is a file. Name a directory, or a file with " +
                "an extension such as 'chat.db'.");
        }

        if (Directory.Exists(file)) throw new StoreOpenException($"The store '{file}' cannot be made: there is a directory of that name.");
        Directory.CreateDirectory(directory);
    }
}
