using System.Text.Json;
using System.Text.Json.Serialization;
using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Clustering.Internal;

/// <summary>What one node says to another. <see cref="ItemForm"/> has the form of those that are not named here for JSON.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "is")]
[JsonDerivedType(typeof(Answer), "answer")]
[JsonDerivedType(typeof(ReturnToRoom), "return")]
[JsonDerivedType(typeof(RunOperation), "run")]
[JsonDerivedType(typeof(SeatWill), "will")]
[JsonDerivedType(typeof(SeatRoom), "room")]
[JsonDerivedType(typeof(LeaveRoom), "leave")]
[JsonDerivedType(typeof(RegisterSeat), "register")]
[JsonDerivedType(typeof(UnregisterSeat), "unregister")]
[JsonDerivedType(typeof(EndSeat), "end")]
[JsonDerivedType(typeof(FindOnline), "online")]
[JsonDerivedType(typeof(FindLogin), "login")]
[JsonDerivedType(typeof(KickClient), "kick")]
[JsonDerivedType(typeof(KeepRoom), "keep")]
[JsonDerivedType(typeof(TakeRoom), "take")]
[JsonDerivedType(typeof(TellPeers), "peers")]
[JsonDerivedType(typeof(AskSlot), "ask")]
[JsonDerivedType(typeof(TellSlot), "tell")]
internal abstract record ClusterItem;

/// <summary>Something that is answered.</summary>
/// <param name="Number">By which its answer names it.</param>
internal abstract record ClusterRequest(long Number) : ClusterItem;

/// <summary>Something that the owner of a slot is asked for, and that nobody else does.</summary>
internal abstract record SlotRequest(long Number, int Slot) : ClusterRequest(Number);

/// <param name="Failure">Why it could not be done; null where it was.</param>
/// <param name="Result">What came of it, where something does.</param>
internal sealed record Answer(long Number, Failure? Failure, JsonElement? Result) : ClusterItem;

/// <summary>A client requests something in a conversation.</summary>
internal sealed record HandleFrame(long Number, int Slot, string App, WireSeat Seat, Frame Frame) : SlotRequest(Number, Slot);

internal sealed record ReturnToRoom(long Number, int Slot, string App, WireSeat Seat, string RoomId) : SlotRequest(Number, Slot);

/// <param name="Name">The name of the operation.</param>
internal sealed record RunOperation(long Number, int Slot, string App, string Name, JsonElement Operation) : SlotRequest(Number, Slot);

/// <summary>A frame for a login, from the place of a conversation.</summary>
/// <param name="IsPush">Whether nobody asked for it.</param>
internal sealed record SeatFrame(long Seat, Frame Frame, bool IsPush) : ClusterItem;

/// <summary>Tells a login that its message was accepted.</summary>
internal sealed record SeatAccepted(long Seat, AcceptedSend Answer) : ClusterItem;

/// <summary>Why a request of a login cannot be done that was taken before.</summary>
internal sealed record SeatRefusal(long Seat, Frame Request, int Code, string Detail) : ClusterItem;

internal sealed record SeatWill(long Seat, Will Will) : ClusterItem;

/// <summary>A login has entered a chat room, or was put out of it.</summary>
internal sealed record SeatRoom(long Seat, string RoomId, bool IsIn) : ClusterItem;

/// <summary>A login is in a chat room no more.</summary>
internal sealed record LeaveRoom(string App, WireSeat Seat, string RoomId) : ClusterItem;

/// <summary>A client logs in.</summary>
/// <param name="IsReconnect">Whether it gives way to another device that has its tag.</param>
internal sealed record RegisterSeat(long Number, int Slot, string App, WireSeat Seat, bool IsReconnect) : SlotRequest(Number, Slot);

internal sealed record UnregisterSeat(string App, WireSeat Seat) : ClusterItem;

/// <summary>A login must end.</summary>
/// <param name="Reason">What is told to one that is kicked.</param>
internal sealed record EndSeat(long Seat, SessionEnd End, string? Reason = null) : ClusterItem;

/// <summary>
/// A frame for clients, to their home. It is answered when it has arrived at the nodes of their logins, so that it is told again where the home is lost.
/// </summary>
internal sealed record DeliverToClients(long Number, string App, IReadOnlyList<string> ClientIds, FanOutFrame Frame, WireFilter Filter)
    : ClusterRequest(Number);

/// <summary>A frame for logins of the node.</summary>
internal sealed record DeliverToSeats(IReadOnlyList<long> Seats, FanOutFrame Frame) : ClusterItem;

/// <summary>A frame for all logins of the node.</summary>
internal sealed record DeliverToAll(string App, FanOutFrame Frame, WireFilter Filter) : ClusterItem;

internal sealed record FindOnline(long Number, int Slot, string App, IReadOnlyList<string> ClientIds) : SlotRequest(Number, Slot);

internal sealed record FindLogin(long Number, int Slot, string App, string ClientId, WireFilter Filter) : SlotRequest(Number, Slot);

internal sealed record KickClient(long Number, int Slot, string App, string ClientId, string Reason) : SlotRequest(Number, Slot);

internal sealed record KeepRoom(string App, string ClientId, string? DeviceId, string RoomId) : ClusterItem;

internal sealed record TakeRoom(long Number, int Slot, string App, string ClientId, string? DeviceId) : SlotRequest(Number, Slot);

/// <summary>What every node keeps in mind.</summary>
internal sealed record TellPeers(PeerNote Note) : ClusterItem;

/// <summary>Is answered at once: what was said before has arrived by then.</summary>
internal sealed record Echo(long Number) : ClusterRequest(Number);

/// <summary>Asks who of a slot is connected to a node: it has another owner now.</summary>
internal sealed record AskSlot(SlotClaim Claim) : ClusterItem;

internal sealed record TellSlot(SlotClaim Claim, IReadOnlyList<SlotSeat> Seats) : ClusterItem
{
    /// <summary>Whether the node was the owner before, and let go of it in good order.</summary>
    public bool WasLetGo { get; init; }

    /// <summary>The time of the newest notification of each application: those of the new owner come after it.</summary>
    public Dictionary<string, long>? Notified { get; init; }
}

/// <param name="IsHome">Whether its client is of the slot.</param>
/// <param name="RoomId">The chat room of the slot in which it is.</param>
internal sealed record SlotSeat(string App, WireSeat Seat, bool IsHome, string? RoomId);
