namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.12
/// <summary>An item of <c>convs</c> in <c>unread</c>.</summary>
static class UnreadConversationJson
{
    public static UnreadConversation Read(ref JsonFrameReader reader)
    {
        string? conversationId = null;
        int? unread = null;
        string? messageId = null;
        long? timestamp = null;
        string? from = null;
        string? data = null;
        bool? isBinary = null;
        byte[]? binaryBody = null;
        long? patchTimestamp = null;
        bool? isMentioned = null;
        int? conversationType = null;
        var extensions = new ExtensionCollector();

        while (reader.NextMember())
        {
            if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("unread"u8)) unread = reader.Int32();
            else if (reader.Is("mid"u8)) messageId = reader.Text();
            else if (reader.Is("timestamp"u8)) timestamp = reader.Int64();
            else if (reader.Is("from"u8)) from = reader.Id();
            else if (reader.Is("data"u8)) data = reader.Text();
            else if (reader.Is("bin"u8)) isBinary = reader.Boolean();
            else if (reader.Is("binaryMsg"u8)) binaryBody = reader.Bytes();
            else if (reader.Is("patchTimestamp"u8)) patchTimestamp = reader.Int64();
            else if (reader.Is("mentioned"u8)) isMentioned = reader.Boolean();
            else if (reader.Is("convType"u8)) conversationType = reader.Int32();
            else extensions.Add(ref reader);
        }

        return new UnreadConversation
        {
            ConversationId = reader.Required(conversationId, "cid"),
            Unread = unread ?? 0,
            MessageId = messageId,
            Timestamp = timestamp,
            From = from,
            Data = data,
            IsBinary = isBinary,
            BinaryBody = binaryBody,
            PatchTimestamp = patchTimestamp,
            IsMentioned = isMentioned,
            ConversationType = conversationType,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(UnreadConversation item, ref JsonFrameWriter writer)
    {
        writer.Text("cid"u8, item.ConversationId);
        writer.Number("unread"u8, item.Unread);
        writer.Text("mid"u8, item.MessageId);
        writer.Number("timestamp"u8, item.Timestamp);
        writer.Text("from"u8, item.From);
        writer.Text("data"u8, item.Data);
        writer.Boolean("bin"u8, item.IsBinary);
        writer.Bytes("binaryMsg"u8, item.BinaryBody);
        writer.Number("patchTimestamp"u8, item.PatchTimestamp);
        writer.Boolean("mentioned"u8, item.IsMentioned);
        writer.Number("convType"u8, item.ConversationType);
        writer.Extensions(item.Extensions);
    }
}
