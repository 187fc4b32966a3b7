using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>An open database: the lock that keeps other processes out, and the one connection that writes.</summary>
sealed class StoreFile : IDisposable
{
    /// <summary>SQLITE_NOTADB: what is in the file is something else.</summary>
    const int NotADatabase = 26;

    /// <summary>SQLITE_DBCONFIG_ENABLE_QPSG.</summary>
    const int StablePlans = 1007;

    /// <summary>SQLite's own size of a page.</summary>
    const int PageBytes = 4096;

    readonly FileStream _lock;
    readonly SqliteStoreOptions _options;

    StoreFile(string path, FileStream fileLock, StoreConnection writer, SqliteStoreOptions options)
    {
        Path = path;
        _lock = fileLock;
        _options = options;
        Writer = writer;
    }

    public string Path { get; }

    public StoreConnection Writer { get; }

    public static StoreFile Open(string path, SqliteStoreOptions options)
    {
        try
        {
            StorePath.Prepare(path);
            return OpenLocked(path, options);
        }
        catch (SqliteException exception) when (exception.SqliteErrorCode == NotADatabase)
        {
            throw new StoreOpenException($"'{path}' is no SQLite database.", exception);
        }
        catch (Exception exception) when (exception is SqliteException or UnauthorizedAccessException or (IOException and not StoreOpenException))
        {
            throw new StoreOpenException($"The store '{path}' cannot be opened: {exception.Message}", exception);
        }
    }

    /// <summary>What is written to a file without its name is lost when the last who has it open closes it.</summary>
    /// <exception cref="IOException">The file was deleted or moved away, or another one has its name.</exception>
    public void RequireName()
    {
        if (Writer.HasMoved() || !File.Exists(Path)) throw Gone();
    }

    public static IOException Gone() =>
        new("The file of the store is gone or is another one: what is written now would be lost. Put the file back and start the server again.");

    public static ObjectDisposedException Closed() => new("SqliteMessageStore");

    public StoreConnection OpenReader()
    {
        // Where there is no file none is to be made.
        RequireName();
        var session = Connect(Path);
        Configure(session, _options);
        session.Run("PRAGMA query_only = ON");
        return session;
    }

    public void Dispose()
    {
        Writer.Dispose();
        _lock.Dispose();
    }

    static StoreFile OpenLocked(string path, SqliteStoreOptions options)
    {
        var fileLock = new FileStream(path + "-lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        StoreConnection? writer = null;
        try
        {
            writer = Connect(path);
            Schema.Check(writer, path);
            Configure(writer, options);
            writer.Run($"PRAGMA cache_size = -{(options.CacheBytes + 1023) / 1024}; PRAGMA wal_autocheckpoint = " +
                $"{(options.LogBytes + PageBytes - 1) / PageBytes}");
            Schema.Create(writer);
            return new StoreFile(path, fileLock, writer, options);
        }
        catch
        {
            writer?.Dispose();
            fileLock.Dispose();
            throw;
        }
    }

    static StoreConnection Connect(string path)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false }.ToString());
        try
        {
            connection.Open();
            // A statement is planned once, whatever it is asked: otherwise SQLite plans one with a bound or a limit anew whenever that is another.
            SqliteException.ThrowExceptionForRC(raw.sqlite3_db_config(connection.Handle, StablePlans, 1, out _), connection.Handle);
            return new StoreConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void Configure(StoreConnection session, SqliteStoreOptions options) =>
        session.Run("PRAGMA busy_timeout = 5000; PRAGMA journal_mode = WAL; PRAGMA synchronous = " +
            $"{(options.Durability == SqliteDurability.Full ? "FULL" : "NORMAL")}; PRAGMA journal_size_limit = 67108864");
}
