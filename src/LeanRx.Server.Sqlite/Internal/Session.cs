using Microsoft.Data.Sqlite;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>A connection with its prepared statements. For one thread at a time.</summary>
sealed class Session(SqliteConnection connection) : IDisposable
{
    readonly Dictionary<string, Statement> _statements = new(StringComparer.Ordinal);

    /// <summary>The statement, prepared once. Parameters are named <c>$0</c>, <c>$1</c>, … The statement must be done with before it is asked for again.</summary>
    public Statement this[string sql]
    {
        get
        {
            if (!_statements.TryGetValue(sql, out var statement))
            {
                var command = connection.CreateCommand();
                command.CommandText = sql;
                _statements.Add(sql, statement = new Statement(command));
            }

            return statement;
        }
    }

    /// <summary>Whether a transaction is open. SQLite itself ends one when the disk is full or fails.</summary>
    public bool IsInTransaction => SQLitePCL.raw.sqlite3_get_autocommit(connection.Handle!) == 0;

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
}
