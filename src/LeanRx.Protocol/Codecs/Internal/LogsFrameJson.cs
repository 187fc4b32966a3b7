namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.11
/// <summary>Fields of <c>logs</c>.</summary>
static class LogsFrameJson
{
    public static LogsFrame Read(ref JsonFrameReader reader)
    {
        string? conversationId = null;
        int? limit = null;
        long? timestamp = null;
        string? messageId = null;
        bool? isStartIncluded = null;
        long? endTimestamp = null;
        string? endMessageId = null;
        bool? isEndIncluded = null;
        string? direction = null;
        int? messageType = null;
        int? maxBytes = null;
        bool? hasMore = null;
        IReadOnlyList<LogItem>? items = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("limit"u8) || reader.Is("l"u8)) limit = reader.Int32();
            else if (reader.Is("t"u8)) timestamp = reader.Int64();
            else if (reader.Is("mid"u8)) messageId = reader.Text();
            else if (reader.Is("tIncluded"u8)) isStartIncluded = reader.Boolean();
            else if (reader.Is("tt"u8)) endTimestamp = reader.Int64();
            else if (reader.Is("tmid"u8)) endMessageId = reader.Text();
            else if (reader.Is("ttIncluded"u8)) isEndIncluded = reader.Boolean();
            else if (reader.Is("direction"u8)) direction = reader.Word();
            else if (reader.Is("lctype"u8)) messageType = reader.Int32();
            else if (reader.Is("maxBytes"u8)) maxBytes = reader.Int32();
            else if (reader.Is("hasMore"u8)) hasMore = reader.Boolean();
            else if (reader.Is("logs"u8)) items = reader.Objects("logs", LogItemJson.Read);
            else extensions.Add(ref reader);
        }

        return new LogsFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            ConversationId = conversationId,
            Limit = limit,
            Timestamp = timestamp,
            MessageId = messageId,
            IsStartIncluded = isStartIncluded,
            EndTimestamp = endTimestamp,
            EndMessageId = endMessageId,
            IsEndIncluded = isEndIncluded,
            Direction = direction,
            MessageType = messageType,
            MaxBytes = maxBytes,
            HasMore = hasMore,
            Items = items,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(LogsFrame logs, ref JsonFrameWriter writer)
    {
        writer.Begin(logs, null);
        writer.Text("cid"u8, logs.ConversationId);
        writer.Number("limit"u8, logs.Limit);
        writer.Number("t"u8, logs.Timestamp);
        writer.Text("mid"u8, logs.MessageId);
        writer.Boolean("tIncluded"u8, logs.IsStartIncluded);
        writer.Number("tt"u8, logs.EndTimestamp);
        writer.Text("tmid"u8, logs.EndMessageId);
        writer.Boolean("ttIncluded"u8, logs.IsEndIncluded);
        writer.Text("direction"u8, logs.Direction);
        writer.Number("lctype"u8, logs.MessageType);
        writer.Number("maxBytes"u8, logs.MaxBytes);
        writer.Boolean("hasMore"u8, logs.HasMore);
        writer.Objects("logs"u8, logs.Items, LogItemJson.Write);
        writer.End(logs.Extensions);
    }
}
