using LeanRx.Server.Storage;

namespace LeanRx.Server.PostgreSql.Internal;

/// <summary>Receipts for senders who are away, oldest first.</summary>
static class ReceiptTable
{
    public static void Add(Batch batch, IReadOnlyCollection<PendingReceipt> receipts, int keep)
    {
        if (receipts.Count == 0) return;
        batch.Execute($"""
            INSERT INTO receipt (app, client, conversation, message, timestamp, is_read, sender)
            SELECT * FROM unnest({receipts.Select(receipt => receipt.ApplicationId)}, {receipts.Select(receipt => receipt.ClientId)},
                {receipts.Select(receipt => receipt.ConversationId)}, {receipts.Select(receipt => receipt.MessageId)},
                {receipts.Select(receipt => receipt.Timestamp)}, {receipts.Select(receipt => receipt.IsRead)}, {receipts.Select(receipt => receipt.From)})
            """);
        foreach (var (app, client) in receipts.Select(receipt => (receipt.ApplicationId, receipt.ClientId)).Distinct())
            batch.Execute($"""
                DELETE FROM receipt WHERE app = {app} AND client = {client} AND number <=
                    (SELECT number FROM receipt WHERE app = {app} AND client = {client} ORDER BY number DESC LIMIT 1 OFFSET {(long)keep})
                """);
    }

    /// <summary>Deletes the receipts of a client, and lists what was deleted.</summary>
    public static Func<IReadOnlyList<PendingReceipt>> Take(Batch batch, string app, string client)
    {
        var taken = batch.List(
            $"DELETE FROM receipt WHERE app = {app} AND client = {client} RETURNING number, app, client, conversation, message, timestamp, is_read, sender",
                Read);
        return () => [.. taken.OrderBy(receipt => receipt.Number).Select(receipt => receipt.Receipt)];
    }

    static (long Number, PendingReceipt Receipt) Read(Row row) => (row.Long(0), new PendingReceipt
    {
        ApplicationId = row.Text(1),
        ClientId = row.Text(2),
        ConversationId = row.Text(3),
        MessageId = row.Text(4),
        Timestamp = row.Long(5),
        IsRead = row.Bool(6),
        From = row.Text(7),
    });
}
