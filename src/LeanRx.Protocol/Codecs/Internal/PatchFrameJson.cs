namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.13
/// <summary>Fields of <c>patch</c>.</summary>
static class PatchFrameJson
{
    public static PatchFrame Read(ref JsonFrameReader reader)
    {
        string? operation = null;
        IReadOnlyList<PatchItem>? patches = null;
        long? lastPatchTime = null;
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("op"u8)) operation = reader.Word();
            else if (reader.Is("patches"u8)) patches = reader.Objects("patches", PatchItemJson.Read);
            else if (reader.Is("lastPatchTime"u8)) lastPatchTime = reader.Int64();
            else extensions.Add(ref reader);
        }

        return new PatchFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Operation = reader.Required(operation, "op"),
            Patches = patches,
            LastPatchTime = lastPatchTime,
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(PatchFrame patch, ref JsonFrameWriter writer)
    {
        writer.Begin(patch, patch.Operation);
        writer.Objects("patches"u8, patch.Patches, PatchItemJson.Write);
        writer.Number("lastPatchTime"u8, patch.LastPatchTime);
        writer.End(patch.Extensions);
    }
}
