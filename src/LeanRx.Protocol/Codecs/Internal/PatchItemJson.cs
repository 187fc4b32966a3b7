namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.13
/// <summary>An item of <c>patches</c>.</summary>
static class PatchItemJson
{
    public static PatchItem Read(ref JsonFrameReader reader)
    {
        string? conversationId = null;
        string? messageId = null;
        string? from = null;
        long? timestamp = null;
        bool? isRecall = null;
        string? data = null;
        byte[]? binaryBody = null;
        long? patchTimestamp = null;
        bool? mentionAll = null;
        IReadOnlyList<string>? mentionedClientIds = null;
        long? patchCode = null;
        string? patchReason = null;
        var extensions = new ExtensionCollector();

        while (reader.NextMember())
        {
            if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("mid"u8)) messageId = reader.Text();
            else if (reader.Is("from"u8)) from = reader.Id();
            else if (reader.Is("timestamp"u8)) timestamp = reader.Int64();
            else if (reader.Is("recall"u8)) isRecall = reader.Boolean();
            else if (reader.Is("data"u8)) data = reader.Text();
            else if (reader.Is("binaryMsg"u8)) binaryBody = reader.Bytes();
            else if (reader.Is("patchTimestamp"u8)) patchTimestamp = reader.Int64();
            else if (reader.Is("mentionAll"u8)) mentionAll = reader.Boolean();
            else if (reader.Is("mentionPids"u8) || reader.Is("meintonPids"u8)) mentionedClientIds = reader.Strings();
            else if (reader.Is("patchCode"u8)) patchCode = reader.Int64();
            else if (reader.Is("patchReason"u8)) patchReason = reader.Text();
            else extensions.Add(ref reader);
        }

        return new PatchItem
        {
            ConversationId = conversationId,
            MessageId = messageId,
            From = from,
            Timestamp = timestamp,
            IsRecall = isRecall,
            Data = data,
            BinaryBody = binaryBody,
            PatchTimestamp = patchTimestamp,
            MentionAll = mentionAll,
            MentionedClientIds = mentionedClientIds,
            PatchCode = patchCode,
            PatchReason = patchReason,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(PatchItem item, ref JsonFrameWriter writer)
    {
        writer.Text("cid"u8, item.ConversationId);
        writer.Text("mid"u8, item.MessageId);
        writer.Text("from"u8, item.From);
        writer.Number("timestamp"u8, item.Timestamp);
        writer.Boolean("recall"u8, item.IsRecall);
        writer.Text("data"u8, item.Data);
        writer.Bytes("binaryMsg"u8, item.BinaryBody);
        writer.Number("patchTimestamp"u8, item.PatchTimestamp);
        writer.Boolean("mentionAll"u8, item.MentionAll);
        writer.Strings("mentionPids"u8, item.MentionedClientIds);
        writer.Number("patchCode"u8, item.PatchCode);
        writer.Text("patchReason"u8, item.PatchReason);
        writer.Extensions(item.Extensions);
    }
}
