namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Receipts for senders who are away, oldest first.</summary>
static class ReceiptTable
{
    public static void Add(Session session, IEnumerable<PendingReceipt> receipts)
    {
        foreach (var receipt in receipts)
        {
            session["INSERT INTO receipt (app, client, conversation, message, timestamp, is_read, sender) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"].Execute(
                receipt.ApplicationId, receipt.ClientId, receipt.ConversationId, receipt.MessageId, receipt.Timestamp, receipt.IsRead, receipt.From);
        }
    }

    public static IReadOnlyList<PendingReceipt> Take(Session session, string app, string client)
    {
        var receipts = session["SELECT app, client, conversation, message, timestamp, is_read, sender FROM receipt WHERE app = ?1 AND client = ?2 ORDER BY number"].List(Read, app, client);
        if (receipts.Count > 0) session["DELETE FROM receipt WHERE app = ?1 AND client = ?2"].Execute(app, client);
        return receipts;
    }

    static PendingReceipt Read(Row row) =>
        new(row.Text(0), row.Text(1), row.Text(2), row.Text(3), row.Long(4), row.Bool(5), row.Text(6));
}
