namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.2
/// <summary>An item of <c>maxReadTuples</c>.</summary>
static class ReadPositionJson
{
    public static ReadPosition Read(ref JsonFrameReader reader)
    {
        string? clientId = null;
        long? maxAckTimestamp = null;
        long? maxReadTimestamp = null;
        var extensions = new ExtensionCollector();

        while (reader.NextMember())
        {
            if (reader.Is("pid"u8)) clientId = reader.Id();
            else if (reader.Is("maxAckTimestamp"u8)) maxAckTimestamp = reader.Int64();
            else if (reader.Is("maxReadTimestamp"u8)) maxReadTimestamp = reader.Int64();
            else extensions.Add(ref reader);
        }

        return new ReadPosition(reader.Required(clientId, "pid"), maxAckTimestamp, maxReadTimestamp)
        {
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(ReadPosition item, ref JsonFrameWriter writer)
    {
        writer.Text("pid"u8, item.ClientId);
        writer.Number("maxAckTimestamp"u8, item.MaxAckTimestamp);
        writer.Number("maxReadTimestamp"u8, item.MaxReadTimestamp);
        writer.Extensions(item.Extensions);
    }
}
