using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>
/// What a client has not read. Parameters: <c>?1</c> application, <c>?2</c> conversation, <c>?3</c> client, <c>?4</c> limit, <c>?5 ?6</c> time and id of the
/// place up to which it has read. No body is read but that of the last message.
/// </summary>
static class UnreadSql
{
    static readonly string s_ofConversation = $"FROM message WHERE app = ?1 AND conversation = ?2 AND {AddresseeTable.Sees("message", "?3")}";

    public static UnreadMessages Find(StoreConnection connection, string app, string conversation, string client, HistoryBound after, int limit)
    {
        var count = connection[Count(after)].FirstOrDefault(row => (int)row.Long(0), app, conversation, client, (long)limit, after.Timestamp, after.MessageId);
        return count == 0 ? UnreadMessages.None : new()
        {
            Count = count,
            Last = MessageTable.FindLast(connection, app, conversation, client),
            IsMentioned = connection[Mentions(after)].Stream(row => row.Bool(0) || JsonText.Texts(row.Octets(1)).Contains(client, StringComparer.Ordinal),
                app, conversation, client, (long)limit, after.Timestamp, after.MessageId).Any(isMentioned => isMentioned),
        };
    }

    public static string Count(HistoryBound after) =>
        $"SELECT count(*) FROM (SELECT 1 {s_ofConversation}{Behind(after)} AND sender <> ?3 AND type IS NOT {StoredMessage.RecalledType} LIMIT ?4)";

    /// <summary>Those of the newest messages that mention somebody.</summary>
    public static string Mentions(HistoryBound after) => $"""
        SELECT mention_all, mentioned FROM (
            SELECT sender, mention_all, mentioned {s_ofConversation}{Behind(after)} ORDER BY timestamp DESC, id DESC LIMIT ?4)
        WHERE sender <> ?3 AND (mention_all = 1 OR mentioned IS NOT NULL)
        """;

    static string Behind(HistoryBound after) => HistorySql.Bound(after, '>', "?5", "?6");
}
