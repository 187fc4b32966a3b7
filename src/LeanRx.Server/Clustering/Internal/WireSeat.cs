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

    /// <param name="node">The node on which it is known.</param>
    public static WireSeat Of(ISeat seat, ClusterNode node) =>
        new(seat.Key.Node.Length > 0 ? seat.Key : seat.Key with { Node = node.ToString() }, seat.ClientId, seat.Capabilities, seat.Dialect)
        {
            Tag = seat.Tag,
            DeviceId = seat.DeviceId,
            UserAgent = seat.UserAgent,
            RemoteAddress = seat.RemoteAddress,
            OpenedAt = seat.OpenedAt,
        };
}
