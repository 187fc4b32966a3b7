using LeanRx.Server;
using Microsoft.Data.Sqlite;

namespace LeanRx.Benchmarks.Importing;

/// <summary>
/// What the import is measured beside: a plain program that has the same messages at hand, and inserts them into the same table in batches of the same size
/// with one prepared command.
/// </summary>
static class PlainInserts
{
    const int BatchSize = 30_000;
    const string Columns =
        "app, conversation, timestamp, id, sender, data, is_binary, type, token, receipt_requested, mention_all, mentioned, delivered_at, read_at, " +
        "patched_at, recipients, valid_until";

    public static async Task RunAsync(string path, SyntheticExport export)
    {
        // The tables, and nothing else.
        await using (await SqliteMessageStore.OpenAsync(path))
        {
        }

        using var connection = new SqliteConnection($"Data Source={path};Pooling=False");
        connection.Open();
        Run(connection, "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        using var insert = connection.CreateCommand();
        string[] names = [.. Columns.Split(", ").Select((_, index) => $"$p{index}")];
        insert.CommandText = $"INSERT INTO message ({Columns}) VALUES ({string.Join(", ", names)})";
        SqliteParameter[] parameters = [.. names.Select(name => insert.Parameters.AddWithValue(name, DBNull.Value))];
        (parameters[0].Value, parameters[6].Value, parameters[7].Value, parameters[9].Value, parameters[10].Value) = ("demo", 0, -1, 0, 0);
        insert.Prepare();
        foreach (var batch in export.Messages().Chunk(BatchSize))
        {
            using var transaction = connection.BeginTransaction();
            insert.Transaction = transaction;
            foreach (var message in batch)
            {
                (parameters[1].Value, parameters[2].Value, parameters[3].Value, parameters[4].Value, parameters[5].Value) =
                    (message.Conversation, message.Timestamp, message.Id, message.From, message.Data);
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
