namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §2.4, §2.7
/// <summary>Frames without fields of their own: <c>goaway</c>, <c>echo</c> and the heartbeat.</summary>
static class EmptyFrameJson
{
    public static GoAwayFrame ReadGoAway(ref JsonFrameReader reader)
    {
        var extensions = ReadExtensions(ref reader);
        return new GoAwayFrame { SerialId = reader.SerialId, PeerId = reader.PeerId, ApplicationId = reader.ApplicationId, Extensions = extensions };
    }

    public static EchoFrame ReadEcho(ref JsonFrameReader reader)
    {
        var extensions = ReadExtensions(ref reader);
        return new EchoFrame { SerialId = reader.SerialId, PeerId = reader.PeerId, ApplicationId = reader.ApplicationId, Extensions = extensions };
    }

    public static void Write(Frame frame, ref JsonFrameWriter writer)
    {
        writer.Begin(frame, null);
        writer.End(frame.Extensions);
    }

    // Clients compare the answer with these two bytes, whatever else the frame may hold.
    public static void WriteHeartbeat(ref JsonFrameWriter writer)
    {
        writer.Begin(HeartbeatFrame.Instance, null);
        writer.End(null);
    }

    static ExtensionFields? ReadExtensions(ref JsonFrameReader reader)
    {
        var extensions = new ExtensionCollector();
        while (reader.NextField())
            extensions.Add(ref reader);
        return extensions.ToFields();
    }
}
