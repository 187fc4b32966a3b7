namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.10.2, §4.10.4, §4.15
/// <summary>Fields of <c>ack</c>.</summary>
static class AckFrameJson
{
    public static AckFrame Read(ref JsonFrameReader reader)
    {
        string? conversationId = null;
        string? messageUid = null;
        long? timestamp = null;
        string? messageId = null;
        long? fromTimestamp = null;
        long? toTimestamp = null;
        bool? isRead = null;
        int? code = null;
        string? reason = null;
        int? applicationCode = null;
        string? applicationMessage = null;
        string? detail = null;
        IReadOnlyList<string>? ids = null;
        string? installationId = null;
        int? service = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("cid"u8)) conversationId = reader.Id();
            else if (reader.Is("uid"u8)) messageUid = reader.Text();
            else if (reader.Is("t"u8)) timestamp = reader.Int64();
            else if (reader.Is("mid"u8)) messageId = reader.Text();
            else if (reader.Is("fromts"u8)) fromTimestamp = reader.Int64();
            else if (reader.Is("tots"u8)) toTimestamp = reader.Int64();
            else if (reader.Is("read"u8)) isRead = reader.Boolean();
            else if (reader.Is("code"u8)) code = reader.Int32();
            else if (reader.Is("reason"u8)) reason = reader.Text();
            else if (reader.Is("appCode"u8)) applicationCode = reader.Int32();
            else if (reader.Is("appMsg"u8)) applicationMessage = reader.Text();
            else if (reader.Is("detail"u8)) detail = reader.Text();
            else if (reader.Is("ids"u8)) ids = reader.Strings();
            else if (reader.Is("installationId"u8)) installationId = reader.Text();
            else if (reader.Is("service"u8)) service = reader.Int32();
            else extensions.Add(ref reader);
        }

        return new AckFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            ConversationId = conversationId,
            MessageUid = messageUid,
            Timestamp = timestamp,
            MessageId = messageId,
            FromTimestamp = fromTimestamp,
            ToTimestamp = toTimestamp,
            IsRead = isRead,
            Code = code,
            Reason = reason,
            ApplicationCode = applicationCode,
            ApplicationMessage = applicationMessage,
            Detail = detail,
            Ids = ids,
            InstallationId = installationId,
            Service = service,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(AckFrame ack, ref JsonFrameWriter writer)
    {
        writer.Begin(ack, null);
        writer.Text("cid"u8, ack.ConversationId);
        writer.Text("uid"u8, ack.MessageUid);
        writer.Number("t"u8, ack.Timestamp);
        writer.Text("mid"u8, ack.MessageId);
        writer.Number("fromts"u8, ack.FromTimestamp);
        writer.Number("tots"u8, ack.ToTimestamp);
        writer.Boolean("read"u8, ack.IsRead);
        writer.Number("code"u8, ack.Code);
        writer.Text("reason"u8, ack.Reason);
        writer.Number("appCode"u8, ack.ApplicationCode);
        writer.Text("appMsg"u8, ack.ApplicationMessage);
        writer.Text("detail"u8, ack.Detail);
        writer.Strings("ids"u8, ack.Ids);
        writer.Text("installationId"u8, ack.InstallationId);
        writer.Number("service"u8, ack.Service);
        writer.End(ack.Extensions);
    }
}
