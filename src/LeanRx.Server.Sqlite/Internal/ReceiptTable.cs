using Microsoft.Data.Sqlite;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Receipts for senders who are away, oldest first.</summary>
static class ReceiptTable
{
    public static void Add(Session session, IEnumerable<PendingReceipt> receipts)
    {
        foreach (var receipt in receipts)
        {
            session["INSERT INTO receipt (app, client, conversation, message, timestamp, is_read, sender) VALUES ($0, $1, $2, $3, $4, $5, $6)"].Execute(
                receipt.ApplicationId, receipt.ClientId, receipt.ConversationId, receipt.MessageId, receipt.Timestamp, receipt.IsRead, receipt.From);
        }
    }

    public static IReadOnlyList<PendingReceipt> Take(Session session, string app, string client)
    {
        var receipts = session["SELECT app, client, conversation, message, timestamp, is_read, sender FROM receipt WHERE app = $0 AND client = $1 ORDER BY number"].List(Read, app, client);
        if (receipts.Count > 0) session["DELETE FROM receipt WHERE app = $0 AND client = $1"].Execute(app, client);
        return receipts;
    }

    static PendingReceipt Read(SqliteDataReader row) =>
        new(row.GetString(0), row.GetString(1), row.GetString(2), row.GetString(3), row.GetInt64(4), row.GetBoolean(5), row.GetString(6));
}
