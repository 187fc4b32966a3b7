namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.12
/// <summary>Fields of <c>unread</c>.</summary>
static class UnreadFrameJson
{
    public static UnreadFrame Read(ref JsonFrameReader reader)
    {
        long? notificationTime = null;
        long? missedSince = null;
        IReadOnlyList<UnreadConversation>? conversations = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("notifTime"u8)) notificationTime = reader.Int64();
            else if (reader.Is("missedSince"u8)) missedSince = reader.Int64();
            else if (reader.Is("convs"u8)) conversations = reader.Objects("convs", UnreadConversationJson.Read);
            else extensions.Add(ref reader);
        }

        return new UnreadFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            NotificationTime = notificationTime,
            MissedSince = missedSince,
            Conversations = conversations ?? [],
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(UnreadFrame unread, ref JsonFrameWriter writer)
    {
        writer.Begin(unread, null);
        writer.Number("notifTime"u8, unread.NotificationTime);
        writer.Number("missedSince"u8, unread.MissedSince);
        writer.Objects("convs"u8, unread.Conversations, UnreadConversationJson.Write);
        writer.End(unread.Extensions);
    }
}
