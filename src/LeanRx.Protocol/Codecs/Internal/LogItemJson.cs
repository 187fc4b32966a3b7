namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.11
/// <summary>An item of <c>logs</c>.</summary>
static class LogItemJson
{
    public static LogItem Read(ref JsonFrameReader reader)
    {
        string? messageId = null;
        string? from = null;
        string? data = null;
        long? timestamp = null;
        long? ackAt = null;
        long? readAt = null;
        long? patchTimestamp = null;
        bool? mentionAll = null;
        IReadOnlyList<string>? mentionedClientIds = null;
        bool? isBinary = null;
        int? conversationType = null;
        var extensions = new ExtensionCollector();

        while (reader.NextMember())
        {
            if (reader.Is("msgId"u8)) messageId = reader.Text();
            else if (reader.Is("from"u8)) from = reader.Id();
            else if (reader.Is("data"u8)) data = reader.Text();
            else if (reader.Is("timestamp"u8)) timestamp = reader.Int64();
            else if (reader.Is("ackAt"u8)) ackAt = reader.Int64();
            else if (reader.Is("readAt"u8)) readAt = reader.Int64();
            else if (reader.Is("patchTimestamp"u8)) patchTimestamp = reader.Int64();
            else if (reader.Is("mentionAll"u8)) mentionAll = reader.Boolean();
            else if (reader.Is("mentionPids"u8)) mentionedClientIds = reader.Strings();
            else if (reader.Is("bin"u8)) isBinary = reader.Boolean();
            else if (reader.Is("convType"u8)) conversationType = reader.Int32();
            else extensions.Add(ref reader);
        }

        return new LogItem
        {
            MessageId = reader.Required(messageId, "msgId"),
            From = from,
            Data = data ?? "",
            Timestamp = timestamp ?? 0,
            AckAt = ackAt,
            ReadAt = readAt,
            PatchTimestamp = patchTimestamp,
            MentionAll = mentionAll,
            MentionedClientIds = mentionedClientIds,
            IsBinary = isBinary,
            ConversationType = conversationType,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(LogItem item, ref JsonFrameWriter writer)
    {
        writer.Text("msgId"u8, item.MessageId);
        writer.Text("from"u8, item.From);
        writer.Text("data"u8, item.Data);
        writer.Number("timestamp"u8, item.Timestamp);
        writer.Number("ackAt"u8, item.AckAt);
        writer.Number("readAt"u8, item.ReadAt);
        writer.Number("patchTimestamp"u8, item.PatchTimestamp);
        writer.Boolean("mentionAll"u8, item.MentionAll);
        writer.Strings("mentionPids"u8, item.MentionedClientIds);
        writer.Boolean("bin"u8, item.IsBinary);
        writer.Number("convType"u8, item.ConversationType);
        writer.Extensions(item.Extensions);
    }
}
