namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.1
/// <summary>Fields of <c>session</c>.</summary>
static class SessionFrameJson
{
    public static SessionFrame Read(ref JsonFrameReader reader)
    {
        string? operation = null;
        string? userAgent = null;
        bool? isReconnect = null;
        string? tag = null;
        string? deviceId = null;
        string? installationId = null;
        string? deviceToken = null;
        IReadOnlyList<string>? clientIds = null;
        IReadOnlyList<string>? onlineClientIds = null;
        string? token = null;
        int? tokenTtl = null;
        int? code = null;
        string? reason = null;
        string? detail = null;
        long? lastUnreadNotificationTime = null;
        long? lastPatchTime = null;
        long? configurationBitmap = null;
        long? serverTimestamp = null;
        var signature = new SignatureParts();
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("op"u8)) operation = reader.Word();
            else if (reader.Is("ua"u8)) userAgent = reader.Text();
            else if (reader.Is("r"u8)) isReconnect = reader.Boolean();
            else if (reader.Is("tag"u8)) tag = reader.Word();
            else if (reader.Is("deviceId"u8)) deviceId = reader.Text();
            else if (reader.Is("installationId"u8)) installationId = reader.Text();
            else if (reader.Is("deviceToken"u8)) deviceToken = reader.Text();
            else if (reader.Is("sessionPeerIds"u8)) clientIds = reader.Strings();
            else if (reader.Is("onlineSessionPeerIds"u8)) onlineClientIds = reader.Strings();
            else if (reader.Is("st"u8)) token = reader.Text();
            else if (reader.Is("stTtl"u8)) tokenTtl = reader.Int32();
            else if (reader.Is("code"u8)) code = reader.Int32();
            else if (reader.Is("reason"u8)) reason = reader.Text();
            else if (reader.Is("detail"u8)) detail = reader.Text();
            else if (reader.Is("lastUnreadNotifTime"u8)) lastUnreadNotificationTime = reader.Int64();
            else if (reader.Is("lastPatchTime"u8)) lastPatchTime = reader.Int64();
            else if (reader.Is("configBitmap"u8)) configurationBitmap = reader.Int64();
            else if (reader.Is("serverTs"u8)) serverTimestamp = reader.Int64();
            else if (!signature.TryRead(ref reader)) extensions.Add(ref reader);
        }

        return new SessionFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Operation = reader.Required(operation, "op"),
            UserAgent = userAgent,
            IsReconnect = isReconnect,
            Tag = tag,
            DeviceId = deviceId,
            InstallationId = installationId,
            DeviceToken = deviceToken,
            ClientIds = clientIds,
            OnlineClientIds = onlineClientIds,
            Token = token,
            TokenTtl = tokenTtl,
            Code = code,
            Reason = reason,
            Detail = detail,
            LastUnreadNotificationTime = lastUnreadNotificationTime,
            LastPatchTime = lastPatchTime,
            ConfigurationBitmap = configurationBitmap,
            ServerTimestamp = serverTimestamp,
            Signature = signature.ToSignature(),
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(SessionFrame session, ref JsonFrameWriter writer)
    {
        writer.Begin(session, session.Operation);
        writer.Text("ua"u8, session.UserAgent);
        writer.Boolean("r"u8, session.IsReconnect);
        writer.Text("tag"u8, session.Tag);
        writer.Text("deviceId"u8, session.DeviceId);
        writer.Text("installationId"u8, session.InstallationId);
        writer.Text("deviceToken"u8, session.DeviceToken);
        writer.Strings("sessionPeerIds"u8, session.ClientIds);
        writer.Strings("onlineSessionPeerIds"u8, session.OnlineClientIds);
        writer.Text("st"u8, session.Token);
        writer.Number("stTtl"u8, session.TokenTtl);
        writer.Number("code"u8, session.Code);
        writer.Text("reason"u8, session.Reason);
        writer.Text("detail"u8, session.Detail);
        writer.Number("lastUnreadNotifTime"u8, session.LastUnreadNotificationTime);
        writer.Number("lastPatchTime"u8, session.LastPatchTime);
        writer.Number("configBitmap"u8, session.ConfigurationBitmap);
        writer.Number("serverTs"u8, session.ServerTimestamp);
        writer.Signature(session.Signature);
        writer.End(session.Extensions);
    }
}
