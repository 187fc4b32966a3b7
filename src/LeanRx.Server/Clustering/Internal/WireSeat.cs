using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>A login as it is told to other nodes.</summary>
internal sealed record WireSeat(SeatKey Key, string ClientId, SessionCapabilities Capabilities, Dialect Dialect)
{
    public string? Tag { get; init; }

    public string? DeviceId { get; init; }

    public string? UserAgent { get; init; }

    public string? RemoteAddress { get; init; }

    public long OpenedAt { get; init; }

    /// <param name="node">The node on which it is known, by its name and its life.</param>
    public static WireSeat Of(ISeat seat, string node) =>
        new(seat.Key.Node.Length > 0 ? seat.Key : seat.Key with { Node = node }, seat.ClientId, seat.Capabilities, seat.Dialect)
        {
            Tag = seat.Tag,
            DeviceId = seat.DeviceId,
            UserAgent = seat.UserAgent,
            RemoteAddress = seat.RemoteAddress,
            OpenedAt = seat.OpenedAt,
        };

    public static WireSeat Read(ref ItemReader reader)
    {
        var key = new SeatKey(reader.Id(), reader.Number(), reader.Number());
        return new(key, reader.Id(), (SessionCapabilities)reader.Number(), (Dialect)reader.Int32())
        {
            Tag = reader.OptionalId(),
            DeviceId = reader.OptionalId(),
            UserAgent = reader.OptionalId(),
            RemoteAddress = reader.OptionalId(),
            OpenedAt = reader.Number(),
        };
    }

    public void Write(ItemWriter writer)
    {
        writer.Text(Key.Node);
        writer.Number(Key.Number);
        writer.Number(Key.Connection);
        writer.Text(ClientId);
        writer.Number((long)Capabilities);
        writer.Number((int)Dialect);
        writer.Text(Tag);
        writer.Text(DeviceId);
        writer.Text(UserAgent);
        writer.Text(RemoteAddress);
        writer.Number(OpenedAt);
    }
}
