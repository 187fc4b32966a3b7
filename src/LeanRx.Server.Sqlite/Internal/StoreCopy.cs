using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Copies the database of a store as it is at one instant, while others write to it.</summary>
static class StoreCopy
{
    const int PagesAtOnce = 256;

    /// <exception cref="StoreOpenException">There is no store.</exception>
    /// <exception cref="IOException">The copy cannot be written, or is not sound. Nothing is left of it.</exception>
    public static void Write(string path, string target, CancellationToken cancellationToken)
    {
        if (!File.Exists(path)) throw new StoreOpenException($"There is no store '{path}'.");
        if (Path.Exists(target)) throw new IOException($"'{target}' is there already.");
        // What is half written has another name, so that nobody takes it for whole.
        var unfinished = target + ".incomplete";
        Delete(unfinished);
        try
        {
            Copy(path, unfinished, cancellationToken);
            using (var written = new FileStream(unfinished, FileMode.Open, FileAccess.ReadWrite)) written.Flush(flushToDisk: true);
            File.Move(unfinished, target);
        }
        catch (SqliteException exception)
        {
            throw new IOException($"The store '{path}' cannot be copied to '{target}': {exception.Message}", exception);
        }
        finally
        {
            Delete(unfinished);
        }
    }

    /// <exception cref="IOException">The file is no sound database of a store that this version can open.</exception>
    public static void Check(string path)
    {
        try
        {
            using var connection = Open(path, SqliteOpenMode.ReadOnly);
            Check(connection, path);
        }
        catch (SqliteException exception)
        {
            throw new IOException($"'{path}' is no sound store: {exception.Message}", exception);
        }
    }

    static void Copy(string path, string target, CancellationToken cancellationToken)
    {
        using var source = new SqliteConnection(ConnectionTo(path, SqliteOpenMode.ReadOnly));
        source.Open();
        using (var connection = Open(path, SqliteOpenMode.ReadOnly)) Schema.Check(connection, path);
        // One transaction for all steps: otherwise each write in between would let the copy begin again.
        using var snapshot = source.BeginTransaction(deferred: true);
        Run(source, "SELECT count(*) FROM sqlite_schema");
        using (var copy = new SqliteConnection(ConnectionTo(target, SqliteOpenMode.ReadWriteCreate)))
        {
            copy.Open();
            Pages(source, copy, cancellationToken);
            // One file, without a log beside it.
            Run(copy, "PRAGMA journal_mode = DELETE");
        }

        using var written = Open(target, SqliteOpenMode.ReadWrite);
        Check(written, target);
    }

    static void Pages(SqliteConnection source, SqliteConnection copy, CancellationToken cancellationToken)
    {
        using var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        if (backup is null || backup.IsInvalid) SqliteException.ThrowExceptionForRC(raw.sqlite3_errcode(copy.Handle), copy.Handle);
        int result;
        do
        {
            cancellationToken.ThrowIfCancellationRequested();
            result = raw.sqlite3_backup_step(backup, PagesAtOnce);
        }
        while (result == raw.SQLITE_OK);
        if (result != raw.SQLITE_DONE) SqliteException.ThrowExceptionForRC(result, copy.Handle);
        SqliteException.ThrowExceptionForRC(raw.sqlite3_backup_finish(backup), copy.Handle);
    }

    static void Check(StoreConnection connection, string path)
    {
        Schema.Check(connection, path);
        var found = connection["PRAGMA quick_check(1)"].FirstOrDefault(row => row.Text(0));
        if (found != "ok") throw new IOException($"'{path}' is not sound: {found}");
    }

    static StoreConnection Open(string path, SqliteOpenMode mode)
    {
        var connection = new SqliteConnection(ConnectionTo(path, mode));
        try
        {
            connection.Open();
            return new StoreConnection(connection);
        }
        catch
        {
            connection.Dispose();
            throw;
        }
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteScalar();
    }

    static string ConnectionTo(string path, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = path, Mode = mode, Pooling = false, DefaultTimeout = 5 }.ToString();

    static void Delete(string unfinished)
    {
        foreach (var end in new[] { "", "-journal", "-wal", "-shm" }) File.Delete(unfinished + end);
    }
}
