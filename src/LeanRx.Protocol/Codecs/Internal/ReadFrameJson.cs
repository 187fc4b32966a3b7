namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.12
/// <summary>Fields of <c>read</c>.</summary>
static class ReadFrameJson
{
    public static ReadFrame Read(ref JsonFrameReader reader)
    {
        string? conversationId = null;
        IReadOnlyList<string>? conversationIds = null;
        IReadOnlyList<ReadMark>? marks = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("cids"u8)) conversationIds = reader.Strings();
            else if (reader.Is("convs"u8)) marks = reader.Objects("convs", ReadMarkJson.Read);
            else extensions.Add(ref reader);
        }

        return new ReadFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            ConversationId = conversationId,
            ConversationIds = conversationIds,
            Marks = marks,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(ReadFrame read, ref JsonFrameWriter writer)
    {
        writer.Begin(read, null);
        writer.Text("cid"u8, read.ConversationId);
        writer.Strings("cids"u8, read.ConversationIds);
        writer.Objects("convs"u8, read.Marks, ReadMarkJson.Write);
        writer.End(read.Extensions);
    }
}
