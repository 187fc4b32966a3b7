namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §3.7
/// <summary>An item of <c>failedPids</c>.</summary>
static class OperationErrorJson
{
    public static OperationError Read(ref JsonFrameReader reader)
    {
        int? code = null;
        string? reason = null;
        string? detail = null;
        IReadOnlyList<string>? clientIds = null;
        var extensions = new ExtensionCollector();

        while (reader.NextMember())
        {
            if (reader.Is("code"u8)) code = reader.Int32();
            else if (reader.Is("reason"u8)) reason = reader.Text();
            else if (reader.Is("detail"u8)) detail = reader.Text();
            else if (reader.Is("pids"u8)) clientIds = reader.Strings();
            else extensions.Add(ref reader);
        }

        return new OperationError
        {
            Code = reader.Required(code, "code"),
            Reason = reason,
            Detail = detail,
            ClientIds = clientIds ?? [],
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(OperationError item, ref JsonFrameWriter writer)
    {
        writer.Number("code"u8, item.Code);
        writer.Text("reason"u8, item.Reason);
        writer.Text("detail"u8, item.Detail);
        writer.Strings("pids"u8, item.ClientIds.Count == 0 ? null : item.ClientIds);
        writer.Extensions(item.Extensions);
    }
}
