namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.10.5
/// <summary>Fields of <c>rcp</c>.</summary>
static class ReceiptFrameJson
{
    public static ReceiptFrame Read(ref JsonFrameReader reader)
    {
        string? conversationId = null;
        string? messageId = null;
        long? timestamp = null;
        bool? isRead = null;
        string? from = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("id"u8)) messageId = reader.Text();
            else if (reader.Is("t"u8)) timestamp = reader.Int64();
            else if (reader.Is("read"u8)) isRead = reader.Boolean();
            else if (reader.Is("from"u8)) from = reader.Id();
            else extensions.Add(ref reader);
        }

        return new ReceiptFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            ConversationId = conversationId,
            MessageId = messageId,
            Timestamp = timestamp,
            IsRead = isRead,
            From = from,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(ReceiptFrame receipt, ref JsonFrameWriter writer)
    {
        writer.Begin(receipt, null);
        writer.Text("cid"u8, receipt.ConversationId);
        writer.Text("id"u8, receipt.MessageId);
        writer.Number("t"u8, receipt.Timestamp);
        writer.Boolean("read"u8, receipt.IsRead);
        writer.Text("from"u8, receipt.From);
        writer.End(receipt.Extensions);
    }
}
