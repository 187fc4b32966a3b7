using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>
/// Which message has a token, by a hash of sender and token. What is new stands in a short list at first and is sorted in together: one by one, each would
/// write a page of its own. What stands here of messages that were deleted says nothing: the message is asked.
/// </summary>
static class TokenTable
{
    /// <summary>So many wait to be sorted in.</summary>
    public const int MaxWaiting = 8192;

    const string SelectWaiting = "SELECT timestamp, id FROM token_waiting INDEXED BY token_waiting_by_hash WHERE hash = ?3 AND app = ?1 AND conversation = ?2";

    const string SelectSorted = "SELECT timestamp, id FROM token WHERE app = ?1 AND conversation = ?2 AND hash = ?3";

    // Of messages that were deleted meanwhile nothing is kept.
    const string SortIn = """
        INSERT INTO token (app, conversation, hash, timestamp, id) SELECT w.app, w.conversation, w.hash, w.timestamp, w.id FROM token_waiting w
        WHERE EXISTS (SELECT 1 FROM message m WHERE m.app = w.app AND m.conversation = w.conversation AND m.timestamp = w.timestamp AND m.id = w.id)
        ORDER BY w.app, w.conversation, w.hash ON CONFLICT DO NOTHING
        """;

    /// <summary>The places of messages that may have the token of a message; few, mostly none or one.</summary>
    public static IEnumerable<(long Timestamp, string Id)> Find(StoreConnection connection, StoredMessage message)
    {
        var hash = HashOf(message);
        return Places(SelectWaiting).Concat(Places(SelectSorted));

        List<(long, string)> Places(string sql) =>
            connection[sql].List(row => (row.Long(0), row.Text(1)), message.ApplicationId, message.ConversationId, hash);
    }

    public static void Add(StoreConnection connection, StoredMessage message)
    {
        if (message.DeduplicationToken is null) return;
        connection["INSERT INTO token_waiting (hash, app, conversation, timestamp, id) VALUES (?1, ?2, ?3, ?4, ?5)"]
            .Execute(HashOf(message), message.ApplicationId, message.ConversationId, message.Timestamp, message.Id);
        if (connection["SELECT last_insert_rowid()"].FirstOrDefault(row => row.Long(0)) < MaxWaiting) return;
        connection[SortIn].Execute();
        connection["DELETE FROM token_waiting"].Execute();
    }

    public static void Remove(StoreConnection connection, StoredMessage message)
    {
        if (message.DeduplicationToken is null) return;
        connection["DELETE FROM token WHERE app = ?1 AND conversation = ?2 AND hash = ?3 AND timestamp = ?4 AND id = ?5"]
            .Execute(message.ApplicationId, message.ConversationId, HashOf(message), message.Timestamp, message.Id);
    }

    public static void Delete(StoreConnection connection, string app, string conversation) =>
        connection["DELETE FROM token WHERE app = ?1 AND conversation = ?2"].Execute(app, conversation);

    static long HashOf(StoredMessage message)
    {
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(Encoding.UTF8.GetBytes($"{message.From.Length}:{message.From}{message.DeduplicationToken}"), hash);
        return BinaryPrimitives.ReadInt64LittleEndian(hash);
    }
}
