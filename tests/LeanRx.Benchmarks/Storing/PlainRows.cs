using LeanRx.Server.Storage;
using Npgsql;
using NpgsqlTypes;

namespace LeanRx.Benchmarks.Storing;

/// <summary>What the store is measured beside: a plain program that has rows at hand, and inserts each batch of them with one prepared statement.</summary>
static class PlainRows
{
    const string Columns = "app, conversation, timestamp, id, sender, data, is_binary, type, token, receipt_requested, mention_all";

    /// <summary>How many transactions the store that has the schema open has made.</summary>
    public static async Task<long> TransactionsAsync(string connectionString, string schema)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var count = new NpgsqlCommand($"SELECT batch FROM {schema}.writer", connection);
        return (long)(await count.ExecuteScalarAsync())!;
    }

    public static async Task InsertAsync(string connectionString, string schema, IEnumerable<StoredMessage> rows, int batchSize)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var insert = new NpgsqlCommand(
            $"INSERT INTO {schema}.message ({Columns}) SELECT * FROM unnest($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT DO NOTHING", connection);
        NpgsqlDbType[] types = [NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Bigint, NpgsqlDbType.Text, NpgsqlDbType.Text, NpgsqlDbType.Text,
            NpgsqlDbType.Boolean, NpgsqlDbType.Integer, NpgsqlDbType.Text, NpgsqlDbType.Boolean, NpgsqlDbType.Boolean];
        foreach (var type in types) insert.Parameters.Add(new NpgsqlParameter { NpgsqlDbType = NpgsqlDbType.Array | type });
        await insert.PrepareAsync();
        foreach (var batch in rows.Chunk(batchSize))
        {
            object[] values =
            [
                Array.ConvertAll(batch, row => row.ApplicationId), Array.ConvertAll(batch, row => row.ConversationId),
                Array.ConvertAll(batch, row => row.Timestamp),
                Array.ConvertAll(batch, row => row.Id), Array.ConvertAll(batch, row => row.From), Array.ConvertAll(batch, row => row.Data),
                Array.ConvertAll(batch, row => row.IsBinary), Array.ConvertAll(batch, row => row.MessageType),
                Array.ConvertAll(batch, row => row.DeduplicationToken),
                Array.ConvertAll(batch, row => row.ReceiptRequested), Array.ConvertAll(batch, row => row.MentionAll),
            ];
            for (var index = 0; index < values.Length; index++) insert.Parameters[index].Value = values[index];
            await insert.ExecuteNonQueryAsync();
        }
    }
}
