namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.15
/// <summary>Fields of <c>presence</c>.</summary>
static class PresenceFrameJson
{
    public static PresenceFrame Read(ref JsonFrameReader reader)
    {
        string? status = null;
        IReadOnlyList<string>? clientIds = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("status"u8)) status = reader.Word();
            else if (reader.Is("sessionPeerIds"u8)) clientIds = reader.Strings();
            else extensions.Add(ref reader);
        }

        return new PresenceFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Status = status,
            ClientIds = clientIds,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(PresenceFrame presence, ref JsonFrameWriter writer)
    {
        writer.Begin(presence, null);
        writer.Text("status"u8, presence.Status);
        writer.Strings("sessionPeerIds"u8, presence.ClientIds);
        writer.End(presence.Extensions);
    }
}
