using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>A login over a connection of another node.</summary>
/// <param name="node">The node; null where it is known of it only which login it is.</param>
/// <param name="command">The request of it that is done; null where it has none.</param>
internal sealed class RemoteSeat(Application app, WireSeat seat, ClusterPort port, ClusterNode? node, RemoteCommand? command = null)
    : ISeat, IEquatable<RemoteSeat>
{
    public Application App => app;

    public SeatKey Key { get; } = port.KeyOf(seat);

    /// <summary>The node to which it is connected.</summary>
    public ClusterNode? Node => node;

    public string ClientId => seat.ClientId;

    public string? Tag => seat.Tag;

    public string? DeviceId => seat.DeviceId;

    public SessionCapabilities Capabilities => seat.Capabilities;

    public Dialect Dialect => seat.Dialect;

    public string? UserAgent => seat.UserAgent;

    public string? RemoteAddress => seat.RemoteAddress;

    public long OpenedAt => seat.OpenedAt;

    public bool IsSameSeat(ISeat other) =>
        other.Key.Connection == Key.Connection && other.Key.Node == Key.Node && other.ClientId == ClientId;

    public bool IsIn(RoomOccupants room) => room.Has(this);

    public bool EnterRoom(IRoom room)
    {
        if (room is RoomOccupants occupants && occupants.Has(this))
            return false;
        room.Add(this);
        Say(new SeatRoom(Key.Number, room.ConversationId, IsIn: true));
        return true;
    }

    public bool LeaveRoom(IRoom room)
    {
        if (room is not RoomOccupants occupants || !occupants.Has(this))
            return false;
        room.Remove(this);
        Say(new SeatRoom(Key.Number, room.ConversationId, IsIn: false));
        return true;
    }

    public void KeepWill(Will will) => Say(new SeatWill(Key.Number, will));

    public void Retry(Frame request) => command?.GiveBack();

    public void BeginCommand() => command?.Begin();

    public void EndCommand() => command?.End();

    public void Reply(Frame request, Frame reply) => Send(reply with { SerialId = request.SerialId, PeerId = ClientId });

    public void Send(Frame answer) => Say(new SeatFrame(Key.Number, answer, IsPush: false));

    public void Send(in AcceptedSend answer) => Say(new SeatAccepted(Key.Number, answer));

    public void Refuse(Frame request, int code, string detail) =>
        Say(new SeatRefusal(Key.Number, request is DirectFrame direct ? direct with { Body = null, BinaryBody = null } : request, code, detail));

    public void Push(Frame frame) => Say(new SeatFrame(Key.Number, frame, IsPush: true));

    public void Push(FanOutFrame broadcast) => Say(new DeliverToSeats([Key.Number], broadcast));

    public bool Equals(RemoteSeat? other) => other?.Key == Key;

    public override bool Equals(object? obj) => Equals(obj as RemoteSeat);

    public override int GetHashCode() => Key.GetHashCode();

    void Say(ClusterItem item)
    {
        if (node is not null)
            port.Send(node, item);
    }
}
