namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.10.1, §4.10.3
/// <summary>Fields of <c>direct</c>.</summary>
static class DirectFrameJson
{
    public static DirectFrame Read(ref JsonFrameReader reader)
    {
        string? conversationId = null;
        string? body = null;
        string? messageId = null;
        string? fromPeerId = null;
        long? timestamp = null;
        bool? receiptRequested = null;
        bool? isTransient = null;
        string? deduplicationToken = null;
        byte[]? binaryBody = null;
        bool? isBinary = null;
        bool? isWill = null;
        string? pushData = null;
        IReadOnlyList<string>? mentionedClientIds = null;
        bool? mentionAll = null;
        int? priority = null;
        bool? isOffline = null;
        bool? hasMore = null;
        long? patchTimestamp = null;
        int? conversationType = null;
        IReadOnlyList<string>? toPeerIds = null;
        string? roomId = null;
        string? traceParent = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("msg"u8)) body = reader.Text();
            else if (reader.Is("id"u8)) messageId = reader.Text();
            else if (reader.Is("fromPeerId"u8)) fromPeerId = reader.Id();
            else if (reader.Is("timestamp"u8)) timestamp = reader.Int64();
            else if (reader.Is("r"u8)) receiptRequested = reader.Boolean();
            else if (reader.Is("transient"u8)) isTransient = reader.Boolean();
            else if (reader.Is("dt"u8)) deduplicationToken = reader.Text();
            else if (reader.Is("binaryMsg"u8)) binaryBody = reader.Bytes();
            else if (reader.Is("bin"u8)) isBinary = reader.Boolean();
            else if (reader.Is("will"u8)) isWill = reader.Boolean();
            else if (reader.Is("pushData"u8)) pushData = reader.Text();
            else if (reader.Is("mentionPids"u8)) mentionedClientIds = reader.Strings();
            else if (reader.Is("mentionAll"u8)) mentionAll = reader.Boolean();
            else if (reader.Is("priority"u8) || reader.Is("level"u8)) priority = reader.Int32();
            else if (reader.Is("offline"u8)) isOffline = reader.Boolean();
            else if (reader.Is("hasMore"u8)) hasMore = reader.Boolean();
            else if (reader.Is("patchTimestamp"u8)) patchTimestamp = reader.Int64();
            else if (reader.Is("convType"u8)) conversationType = reader.Int32();
            else if (reader.Is("toPeerIds"u8)) toPeerIds = reader.Strings();
            else if (reader.Is("roomId"u8)) roomId = reader.Text();
            else if (reader.Is("traceparent"u8)) traceParent = reader.Text();
            else extensions.Add(ref reader);
        }

        return new DirectFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            ConversationId = conversationId,
            Body = body,
            MessageId = messageId,
            FromPeerId = fromPeerId,
            Timestamp = timestamp,
            ReceiptRequested = receiptRequested,
            IsTransient = isTransient,
            DeduplicationToken = deduplicationToken,
            BinaryBody = binaryBody,
            IsBinary = isBinary,
            IsWill = isWill,
            PushData = pushData,
            MentionedClientIds = mentionedClientIds,
            MentionAll = mentionAll,
            Priority = priority,
            IsOffline = isOffline,
            HasMore = hasMore,
            PatchTimestamp = patchTimestamp,
            ConversationType = conversationType,
            ToPeerIds = toPeerIds,
            RoomId = roomId,
            TraceParent = traceParent,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(DirectFrame direct, ref JsonFrameWriter writer)
    {
        writer.Begin(direct, null);
        writer.Text("cid"u8, direct.ConversationId);
        writer.Text("msg"u8, direct.Body);
        writer.Text("id"u8, direct.MessageId);
        writer.Text("fromPeerId"u8, direct.FromPeerId);
        writer.Number("timestamp"u8, direct.Timestamp);
        writer.Boolean("r"u8, direct.ReceiptRequested);
        writer.Boolean("transient"u8, direct.IsTransient);
        writer.Text("dt"u8, direct.DeduplicationToken);
        writer.Bytes("binaryMsg"u8, direct.BinaryBody);
        writer.Boolean("bin"u8, direct.IsBinary);
        writer.Boolean("will"u8, direct.IsWill);
        writer.Text("pushData"u8, direct.PushData);
        writer.Strings("mentionPids"u8, direct.MentionedClientIds);
        writer.Boolean("mentionAll"u8, direct.MentionAll);
        writer.Number("priority"u8, direct.Priority);
        writer.Boolean("offline"u8, direct.IsOffline);
        writer.Boolean("hasMore"u8, direct.HasMore);
        writer.Number("patchTimestamp"u8, direct.PatchTimestamp);
        writer.Number("convType"u8, direct.ConversationType);
        writer.Strings("toPeerIds"u8, direct.ToPeerIds);
        writer.Text("roomId"u8, direct.RoomId);
        writer.Text("traceparent"u8, direct.TraceParent);
        writer.End(direct.Extensions);
    }
}
