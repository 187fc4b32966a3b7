namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.15
/// <summary>Fields of <c>login</c>, <c>loggedin</c>, <c>logout</c> and <c>loggedout</c>.</summary>
static class LoginFrameJson
{
    public static LoginFrame Read(ref JsonFrameReader reader)
    {
        string? installationId = null;
        long? clientTimestamp = null;
        int? service = null;
        bool? isPushDisabled = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("installationId"u8)) installationId = reader.Text();
            else if (reader.Is("clientTs"u8)) clientTimestamp = reader.Int64();
            else if (reader.Is("service"u8)) service = reader.Int32();
            else if (reader.Is("pushDisabled"u8)) isPushDisabled = reader.Boolean();
            else extensions.Add(ref reader);
        }

        return new LoginFrame(reader.Command!)
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            InstallationId = installationId,
            ClientTimestamp = clientTimestamp,
            Service = service,
            IsPushDisabled = isPushDisabled,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(LoginFrame login, ref JsonFrameWriter writer)
    {
        writer.Begin(login, null);
        writer.Text("installationId"u8, login.InstallationId);
        writer.Number("clientTs"u8, login.ClientTimestamp);
        writer.Number("service"u8, login.Service);
        writer.Boolean("pushDisabled"u8, login.IsPushDisabled);
        writer.End(login.Extensions);
    }
}
