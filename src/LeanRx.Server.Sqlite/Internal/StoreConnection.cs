using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>A connection with its prepared statements. For one thread at a time.</summary>
sealed class StoreConnection(SqliteConnection connection) : IDisposable
{
    /// <summary>SQLITE_FCNTL_HAS_MOVED.</summary>
    const int HasMovedOperation = 20;

    readonly sqlite3 _database = connection.Handle!;
    readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);
    bool _cannotAskFile;

    /// <summary>The statement, prepared once. It must be done with before it is asked for again.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement)) _statements.Add(sql, statement = Prepare(sql));
            return statement;
        }
    }

    /// <summary>Every statement that was prepared so far.</summary>
    public IReadOnlyCollection<string> Prepared => _statements.Keys;

    /// <summary>How many steps of SQLite's machine all of them have taken so far.</summary>
    public long Steps => _statements.Values.Sum(static statement => statement.Steps);

    /// <summary>How often SQLite has planned one of them again.</summary>
    public long Replanned => _statements.Values.Sum(static statement => statement.Replanned);

    /// <summary>Whether a transaction is open. SQLite itself ends one when the disk is full or fails.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_database) == 0;

    /// <summary>
    /// Whether the file that is open no longer has its name: it was deleted, moved or replaced. The wrapper does not have this question, and where SQLite is
    /// another library than usual it stays unanswered.
    /// </summary>
    public bool HasMoved()
    {
        if (_cannotAskFile) return false;
        try
        {
            return FileControl(_database, null, HasMovedOperation, out var moved) == raw.SQLITE_OK && moved != 0;
        }
        catch (Exception exception) when (exception is DllNotFoundException or EntryPointNotFoundException)
        {
            _cannotAskFile = true;
            return false;
        }
    }

    /// <summary>Runs statements that are needed once.</summary>
    public void Run(string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values) statement.Dispose();
        connection.Dispose();
    }

    [DllImport("e_sqlite3", EntryPoint = "sqlite3_file_control", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories | DllImportSearchPath.AssemblyDirectory)]
    static extern int FileControl(sqlite3 database, byte[]? schema, int operation, out int answer);

    Statement Prepare(string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle), _database);
        return new Statement(_database, handle);
    }
}
