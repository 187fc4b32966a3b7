namespace LeanRx.Protocol.Codecs.Internal;

// protocol.md §4.15
/// <summary>Fields of <c>room</c>.</summary>
static class RoomFrameJson
{
    public static RoomFrame Read(ref JsonFrameReader reader)
    {
        string? operation = null;
        string? roomId = null;
        IReadOnlyList<string>? clientIds = null;
        string? byClientId = null;
        bool? isTransient = null;
        var signature = new SignatureParts();
        var extensions = new ExtensionCollector();

        while (reader.NextField())
        {
            if (reader.Is("op"u8)) operation = reader.Word();
            else if (reader.Is("roomId"u8)) roomId = reader.Text();
            else if (reader.Is("roomPeerIds"u8)) clientIds = reader.Strings();
            else if (reader.Is("byPeerId"u8)) byClientId = reader.Id();
            else if (reader.Is("transient"u8)) isTransient = reader.Boolean();
            else if (!signature.TryRead(ref reader)) extensions.Add(ref reader);
        }

        return new RoomFrame
        {
            SerialId = reader.SerialId,
            PeerId = reader.PeerId,
            ApplicationId = reader.ApplicationId,
            Operation = reader.Required(operation, "op"),
            RoomId = roomId,
            ClientIds = clientIds,
            ByClientId = byClientId,
            IsTransient = isTransient,
            Signature = signature.ToSignature(),
            Extensions = extensions.ToFields(),
        };
    }

    public static void Write(RoomFrame room, ref JsonFrameWriter writer)
    {
        writer.Begin(room, room.Operation);
        writer.Text("roomId"u8, room.RoomId);
        writer.Strings("roomPeerIds"u8, room.ClientIds);
        writer.Text("byPeerId"u8, room.ByClientId);
        writer.Boolean("transient"u8, room.IsTransient);
        writer.Signature(room.Signature);
        writer.End(room.Extensions);
    }
}
