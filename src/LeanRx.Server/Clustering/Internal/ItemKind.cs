namespace LeanRx.Server.Clustering.Internal;

/// <summary>The first byte of an item in a form of bytes. One of JSON begins with a brace.</summary>
internal enum ItemKind : byte
{
    HandleFrame = 1,
    SeatFrame,
    SeatAccepted,
    SeatRefusal,
    Done,
    DeliverToClients,
    DeliverToSeats,
    DeliverToAll,
    Echo,
    Json = (byte)'{',
}
