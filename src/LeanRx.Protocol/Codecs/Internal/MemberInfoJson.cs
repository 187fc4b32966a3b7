namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.9
/// <summary>The object <c>info</c>.</summary>
static class MemberInfoJson
{
    public static MemberInfo Read(ref JsonFrameReader reader)
    {
        string? clientId = null;
        string? role = null;
        string? infoId = null;
        var extensions = new ExtensionCollector();

        while (reader.NextMember())
        {
            if (reader.Is("pid"u8)) clientId = reader.Id();
            else if (reader.Is("role"u8)) role = reader.Word();
            else if (reader.Is("infoId"u8)) infoId = reader.Text();
            else extensions.Add(ref reader);
        }

        return new MemberInfo(reader.Required(clientId, "pid"), role, infoId)
        {
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(MemberInfo item, ref JsonFrameWriter writer)
    {
        writer.Text("pid"u8, item.ClientId);
        writer.Text("role"u8, item.Role);
        writer.Text("infoId"u8, item.InfoId);
        writer.Extensions(item.Extensions);
    }
}
