using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.15
/// <summary>Fields of <c>data</c>.</summary>
static class DataFrameJson
{
    public static DataFrame Read(ref JsonFrameReader reader)
    {
        IReadOnlyList<string>? ids = null;
        IReadOnlyList<JsonElement>? items = null;
        int? service = null;
        bool? isOffline = null;
        string? installationId = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("ids"u8)) ids = reader.Strings();
            else if (reader.Is("msg"u8)) items = reader.Elements();
            else if (reader.Is("service"u8)) service = reader.Int32();
            else if (reader.Is("offline"u8)) isOffline = reader.Boolean();
            else if (reader.Is("installationId"u8)) installationId = reader.Text();
            else extensions.Add(ref reader);
        }

        return new DataFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Ids = ids,
            Items = items,
            Service = service,
            IsOffline = isOffline,
            InstallationId = installationId,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(DataFrame data, ref JsonFrameWriter writer)
    {
        writer.Begin(data, null);
        writer.Strings("ids"u8, data.Ids);
        writer.Elements("msg"u8, data.Items);
        writer.Number("service"u8, data.Service);
        writer.Boolean("offline"u8, data.IsOffline);
        writer.Text("installationId"u8, data.InstallationId);
        writer.End(data.Extensions);
    }
}
