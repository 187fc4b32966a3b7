using Microsoft.Data.Sqlite;

namespace LeanRx.Benchmarks.Growing;

/// <summary>What sends into SQLite are measured beside: a plain program that inserts the same rows in the same batches, with the primary key alone.</summary>
static class PlainSends
{
    const int BatchSize = 256;

    /// <param name="conversations">The conversation of each row.</param>
    public static void Run(string path, IEnumerable<string> conversations)
    {
        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        Run(connection, """
            CREATE TABLE IF NOT EXISTS message (
                app TEXT NOT NULL, conversation TEXT NOT NULL, timestamp INTEGER NOT NULL, id TEXT NOT NULL, sender TEXT NOT NULL, data TEXT NOT NULL,
                is_binary INTEGER NOT NULL, type INTEGER, token TEXT, receipt_requested INTEGER NOT NULL, mention_all INTEGER NOT NULL,
                PRIMARY KEY (app, conversation, timestamp, id)) STRICT, WITHOUT ROWID
            """);
        using var insert = connection.CreateCommand();
        insert.CommandText = "INSERT INTO message VALUES ('demo', $conversation, $timestamp, $id, 'tom', $data, 0, -1, $token, 0, 0)";
        SqliteParameter[] parameters =
            [.. new[] { "$conversation", "$timestamp", "$id", "$data", "$token" }.Select(name => insert.Parameters.AddWithValue(name, DBNull.Value))];
        insert.Prepare();
        foreach (var batch in conversations.Chunk(BatchSize))
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var conversation in batch)
            {
                var id = Guid.NewGuid().ToString("N")[..22];
                (parameters[0].Value, parameters[1].Value, parameters[2].Value, parameters[3].Value, parameters[4].Value) =
                    (conversation, TimeProvider.System.GetUtcNow().ToUnixTimeMilliseconds(), id, GrowthRun.Body, id);
                insert.ExecuteNonQuery();
            }
            transaction.Commit();
        }
    }

    static void Run(SqliteConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
