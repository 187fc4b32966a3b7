using System.Text.Json;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>
/// Items as bytes. Those that are said for every message have a form of their own, their fields without names behind their kind; all others are JSON.
/// </summary>
internal static class ItemForm
{
    public static byte[] Write(ClusterItem item) => item switch
    {
        HandleFrame it => Write(it),
        SeatFrame it => Write(it),
        SeatAccepted it => Write(it),
        SeatRefusal it => Write(it),
        Answer { Failure: null, Result: null } it => Write(ItemKind.Done, it.Number),
        DeliverToClients it => Write(it),
        DeliverToSeats it => Write(it),
        DeliverToAll it => Write(it),
        Echo it => Write(ItemKind.Echo, it.Number),
        _ => JsonSerializer.SerializeToUtf8Bytes(item, ClusterJson.Default.ClusterItem),
    };

    /// <param name="ids">Texts that come again and again; null where none are kept.</param>
    /// <exception cref="FormatException">It has no such form.</exception>
    /// <exception cref="JsonException">It begins as JSON, and is none of an item.</exception>
    /// <exception cref="Protocol.FrameFormatException">The frame in it is none.</exception>
    public static ClusterItem Read(ReadOnlySpan<byte> bytes, StringCache? ids = null)
    {
        var reader = new ItemReader(bytes, ids);
        var kind = (ItemKind)reader.Byte();
        if (kind is ItemKind.Json)
            return JsonSerializer.Deserialize(bytes, ClusterJson.Default.ClusterItem)!;
        ClusterItem item = kind switch
        {
            ItemKind.HandleFrame => new HandleFrame(reader.Number(), reader.Int32(), reader.Id(), WireSeat.Read(ref reader), reader.Frame()),
            ItemKind.SeatFrame => new SeatFrame(reader.Number(), IsPush: reader.Flag(), Frame: reader.Frame()),
            ItemKind.SeatAccepted => new SeatAccepted(reader.Number(), new AcceptedSend(reader.Flag() ? reader.Int32() : null, reader.Id(), reader.Id(),
                reader.Text(), reader.Number())),
            ItemKind.SeatRefusal => new SeatRefusal(reader.Number(), Code: reader.Int32(), Detail: reader.Text(), Request: reader.Frame()),
            ItemKind.Done => new Answer(reader.Number(), null, null),
            ItemKind.DeliverToClients => new DeliverToClients(reader.Number(), reader.Id(), reader.Texts(), Filter: WireFilter.Read(ref reader),
                Frame: reader.FanOutFrame()),
            ItemKind.DeliverToSeats => new DeliverToSeats(reader.Numbers(), reader.FanOutFrame()),
            ItemKind.DeliverToAll => new DeliverToAll(reader.Id(), Filter: WireFilter.Read(ref reader), Frame: reader.FanOutFrame()),
            ItemKind.Echo => new Echo(reader.Number()),
            _ => throw new FormatException($"A node sent an item of kind {(byte)kind}, which this one does not know."),
        };
        reader.End();
        return item;
    }

    static byte[] Write(HandleFrame item)
    {
        var writer = new ItemWriter(ItemKind.HandleFrame);
        writer.Number(item.Number);
        writer.Number(item.Slot);
        writer.Text(item.App);
        item.Seat.Write(writer);
        writer.Frame(item.Frame);
        return writer.End();
    }

    static byte[] Write(SeatFrame item)
    {
        var writer = new ItemWriter(ItemKind.SeatFrame);
        writer.Number(item.Seat);
        writer.Flag(item.IsPush);
        writer.Frame(item.Frame);
        return writer.End();
    }

    static byte[] Write(SeatAccepted item)
    {
        var writer = new ItemWriter(ItemKind.SeatAccepted);
        writer.Number(item.Seat);
        writer.Flag(item.Answer.SerialId is not null);
        if (item.Answer.SerialId is { } serialId)
            writer.Number(serialId);
        writer.Text(item.Answer.PeerId);
        writer.Text(item.Answer.ConversationId);
        writer.Text(item.Answer.MessageId);
        writer.Number(item.Answer.Timestamp);
        return writer.End();
    }

    static byte[] Write(SeatRefusal item)
    {
        var writer = new ItemWriter(ItemKind.SeatRefusal);
        writer.Number(item.Seat);
        writer.Number(item.Code);
        writer.Text(item.Detail);
        writer.Frame(item.Request);
        return writer.End();
    }

    static byte[] Write(ItemKind kind, long number)
    {
        var writer = new ItemWriter(kind);
        writer.Number(number);
        return writer.End();
    }

    static byte[] Write(DeliverToClients item)
    {
        var json = item.Frame.Json; // It is encoded in the buffer that the writer takes.
        var writer = new ItemWriter(ItemKind.DeliverToClients);
        writer.Number(item.Number);
        writer.Text(item.App);
        writer.Texts(item.ClientIds);
        item.Filter.Write(writer);
        writer.Frame(item.Frame.DropsAbove, json);
        return writer.End();
    }

    static byte[] Write(DeliverToSeats item)
    {
        var json = item.Frame.Json; // It is encoded in the buffer that the writer takes.
        var writer = new ItemWriter(ItemKind.DeliverToSeats);
        writer.Numbers(item.Seats);
        writer.Frame(item.Frame.DropsAbove, json);
        return writer.End();
    }

    static byte[] Write(DeliverToAll item)
    {
        var json = item.Frame.Json; // It is encoded in the buffer that the writer takes.
        var writer = new ItemWriter(ItemKind.DeliverToAll);
        writer.Text(item.App);
        item.Filter.Write(writer);
        writer.Frame(item.Frame.DropsAbove, json);
        return writer.End();
    }
}
