using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Internal;

/// <summary>Receipts for senders who are away, oldest first.</summary>
static class ReceiptTable
{
    const string Trim = """
        DELETE FROM receipt WHERE app = ?1 AND client = ?2 AND number <=
            (SELECT number FROM receipt WHERE app = ?1 AND client = ?2 ORDER BY number DESC LIMIT 1 OFFSET ?3)
        """;

    public static void Add(StoreConnection connection, IReadOnlyCollection<PendingReceipt> receipts, int keep)
    {
        foreach (var receipt in receipts)
        {
            connection["INSERT INTO receipt (app, client, conversation, message, timestamp, is_read, sender) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)"].Execute(
                receipt.ApplicationId, receipt.ClientId, receipt.ConversationId, receipt.MessageId, receipt.Timestamp, receipt.IsRead, receipt.From);
        }

        foreach (var (app, client) in receipts.Select(receipt => (receipt.ApplicationId, receipt.ClientId)).Distinct()) connection[Trim]
            .Execute(app, client, (long)keep);
    }

    public static bool Has(StoreConnection connection, string app, string client) =>
        connection["SELECT 1 FROM receipt WHERE app = ?1 AND client = ?2"].FirstOrDefault(row => row.Bool(0), app, client);

    public static IReadOnlyList<PendingReceipt> Take(StoreConnection connection, string app, string client)
    {
        var receipts = connection[
            "SELECT app, client, conversation, message, timestamp, is_read, sender FROM receipt WHERE app = ?1 AND client = ?2 ORDER BY " +
            "number"].List(Read, app, client);
        if (receipts.Count > 0) connection["DELETE FROM receipt WHERE app = ?1 AND client = ?2"].Execute(app, client);
        return receipts;
    }

    static PendingReceipt Read(Row row) => new()
    {
        ApplicationId = row.Text(0),
        ClientId = row.Text(1),
        ConversationId = row.Text(2),
        MessageId = row.Text(3),
        Timestamp = row.Long(4),
        IsRead = row.Bool(5),
        From = row.Text(6),
    };
}
