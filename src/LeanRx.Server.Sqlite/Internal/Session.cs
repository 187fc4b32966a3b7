using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>A connection with its prepared statements. For one thread at a time.</summary>
sealed class Session(SqliteConnection connection) : IDisposable
{
    readonly sqlite3 _database = connection.Handle!;
    readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>The statement, prepared once. It must be done with before it is asked for again.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement)) _statements.Add(sql, statement = Prepare(sql));
            return statement;
        }
    }

    /// <summary>Whether a transaction is open. SQLite itself ends one when the disk is full or fails.</summary>
    public bool IsInTransaction => raw.sqlite3_get_autocommit(_database) == 0;

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

    Statement Prepare(string sql)
    {
        SqliteException.ThrowExceptionForRC(raw.sqlite3_prepare_v3(_database, sql, raw.SQLITE_PREPARE_PERSISTENT, out var handle), _database);
        return new Statement(_database, handle);
    }
}
