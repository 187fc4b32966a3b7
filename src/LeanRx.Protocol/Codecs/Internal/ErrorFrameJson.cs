namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §3.7
/// <summary>Fields of <c>error</c>.</summary>
static class ErrorFrameJson
{
    public static ErrorFrame Read(ref JsonFrameReader reader)
    {
        int? code = null;
        string? reason = null;
        int? applicationCode = null;
        string? applicationMessage = null;
        string? detail = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("code"u8)) code = reader.Int32();
            else if (reader.Is("reason"u8)) reason = reader.Text();
            else if (reader.Is("appCode"u8)) applicationCode = reader.Int32();
            else if (reader.Is("appMsg"u8)) applicationMessage = reader.Text();
            else if (reader.Is("detail"u8)) detail = reader.Text();
            else extensions.Add(ref reader);
        }

        return new ErrorFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Code = reader.Required(code, "code"),
            Reason = reason,
            ApplicationCode = applicationCode,
            ApplicationMessage = applicationMessage,
            Detail = detail,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(ErrorFrame error, ref JsonFrameWriter writer)
    {
        writer.Begin(error, null);
        writer.Number("code"u8, error.Code);
        writer.Text("reason"u8, error.Reason);
        writer.Number("appCode"u8, error.ApplicationCode);
        writer.Text("appMsg"u8, error.ApplicationMessage);
        writer.Text("detail"u8, error.Detail);
        writer.End(error.Extensions);
    }
}
