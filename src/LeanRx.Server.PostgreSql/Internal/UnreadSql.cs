using LeanRx.Server.Sqlite.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>What a client has not read. No body is read but that of the last message.</summary>
static class UnreadSql
{
    static readonly Raw s_recalled = new($"{StoredMessage.RecalledType}");

    public static async ValueTask<UnreadMessages> FindAsync(Session session, string app, string conversation, string client, HistoryBound after, int limit,
        CancellationToken cancellationToken)
    {
        var count = await session.FirstOrDefaultAsync(
            $"SELECT count(*) FROM (SELECT 1 {Behind()} AND sender <> {client} AND type IS DISTINCT FROM {s_recalled} LIMIT {(long)limit}) newer",
            row => row.Long(0), cancellationToken).ConfigureAwait(false);
        if (count == 0) return UnreadMessages.None;

        var mentions = await session.ListAsync(
            $"""
            SELECT mention_all, mentioned FROM (
                SELECT sender, mention_all, mentioned {Behind()} ORDER BY timestamp DESC, id DESC LIMIT {(long)limit}) newest
            WHERE sender <> {client} AND (mention_all OR mentioned IS NOT NULL)
            """,
            row => row.Bool(0) || JsonText.Texts(row.Json(1)).Contains(client, StringComparer.Ordinal), cancellationToken).ConfigureAwait(false);
        return new()
        {
            Count = (int)count,
            Last = await MessageTable.FindLastAsync(session, app, conversation, client, cancellationToken).ConfigureAwait(false),
            IsMentioned = mentions.Contains(true),
        };

        // A parameter belongs to one statement.
        Statement Behind() =>
            $"FROM message WHERE app = {app} AND conversation = {conversation}{HistorySql.Behind(after)}{AddresseeTable.Sees("message", client)}";
    }
}
