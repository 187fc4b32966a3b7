namespace LeanRx.Protocol.Codecs.Internal;

/// <summary>Frames of a command that this library does not know, or of none. An object without any field is a heartbeat.</summary>
static class UnknownFrameJson
{
    public static Frame Read(ref JsonFrameReader reader)
    {
        string? operation = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("op"u8)) operation = reader.Word();
            else extensions.Add(ref reader);
        }

        var frame = new UnknownFrame(reader.Command ?? "")
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Operation = operation,
            Extensions = extensions.ToFields(),
        };
        var isEmpty = frame is { Name: "", SerialId: null, PeerId: null, ApplicationId: null, Operation: null, Extensions: null };
        return isEmpty ? HeartbeatFrame.Instance : frame;
    }

    public static void Write(UnknownFrame unknown, ref JsonFrameWriter writer)
    {
        writer.Begin(unknown, unknown.Operation);
        writer.End(unknown.Extensions);
    }
}
