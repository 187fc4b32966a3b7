using System.Text.Json;

namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.15
/// <summary>Fields of <c>report</c>.</summary>
static class ReportFrameJson
{
    public static ReportFrame Read(ref JsonFrameReader reader)
    {
        string? operation = null;
        bool? isInitiative = null;
        string? type = null;
        JsonElement? data = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("op"u8)) operation = reader.Word();
            else if (reader.Is("initiative"u8)) isInitiative = reader.Boolean();
            else if (reader.Is("type"u8)) type = reader.Word();
            else if (reader.Is("data"u8)) data = reader.Element();
            else extensions.Add(ref reader);
        }

        return new ReportFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Operation = reader.Required(operation, "op"),
            IsInitiative = isInitiative,
            Type = type,
            Data = data,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(ReportFrame report, ref JsonFrameWriter writer)
    {
        writer.Begin(report, report.Operation);
        writer.Boolean("initiative"u8, report.IsInitiative);
        writer.Text("type"u8, report.Type);
        writer.Element("data"u8, report.Data);
        writer.End(report.Extensions);
    }
}
