namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.12
/// <summary>An item of <c>convs</c> in <c>read</c>.</summary>
static class ReadMarkJson
{
    public static ReadMark Read(ref JsonFrameReader reader)
    {
        string? conversationId = null;
        string? messageId = null;
        long? timestamp = null;
        var extensions = new ExtensionCollector();

        while (reader.NextMember())
        {
            if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("mid"u8)) messageId = reader.Text();
            else if (reader.Is("timestamp"u8)) timestamp = reader.Int64();
            else extensions.Add(ref reader);
        }

        return new ReadMark(reader.Required(conversationId, "cid"), messageId, timestamp)
        {
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(ReadMark item, ref JsonFrameWriter writer)
    {
        writer.Text("cid"u8, item.ConversationId);
        writer.Text("mid"u8, item.MessageId);
        writer.Number("timestamp"u8, item.Timestamp);
        writer.Extensions(item.Extensions);
    }
}
