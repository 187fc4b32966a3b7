using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>A login as conversations know it: who it is, what it understands and how it is answered. What it is connected by is not their concern.</summary>
internal interface ISeat
{
    Application App { get; }

    SeatKey Key { get; }

    string ClientId { get; }

    /// <summary>The device class; null when any number of devices may be online.</summary>
    string? Tag { get; }

    string? DeviceId { get; }

    SessionCapabilities Capabilities { get; }

    Dialect Dialect { get; }

    string? UserAgent { get; }

    string? RemoteAddress { get; }

    /// <summary>When the login began, by the clock of its node, in milliseconds since 1970 UTC.</summary>
    long OpenedAt { get; }

    /// <summary>True for this login and for what it was before, or became by, another login over the same connection.</summary>
    bool IsSameSeat(ISeat other);

    /// <summary>Whether it is in a chat room.</summary>
    bool IsIn(RoomOccupants room);

    /// <summary>Enters a chat room and leaves the one before: a login is in one room at most.</summary>
    /// <returns>False when it was in it, and when the login has ended.</returns>
    bool EnterRoom(IRoom room);

    /// <summary>Leaves the room when it is in it.</summary>
    bool LeaveRoom(IRoom room);

    /// <summary>Keeps a message for the case that the connection breaks; the last one counts.</summary>
    void KeepWill(Will will);

    /// <summary>Requests again what could not be done, since the conversation has another owner now.</summary>
    void Retry(Frame request);

    /// <summary>Counts a command that is answered later as under way.</summary>
    void BeginCommand();

    void EndCommand();

    /// <summary>Answers a request.</summary>
    void Reply(Frame request, Frame reply);

    /// <summary>Sends an answer that names request and addressee itself.</summary>
    void Send(Frame answer);

    /// <summary>Tells it that its message was accepted.</summary>
    void Send(in AcceptedSend answer);

    /// <summary>Answers a request that cannot be done.</summary>
    void Refuse(Frame request, int code, string detail);

    /// <summary>Sends a frame that nobody asked for.</summary>
    void Push(Frame frame);

    /// <summary>Sends a frame that goes to many.</summary>
    void Push(FanOutFrame broadcast);
}

internal static class SeatCapabilities
{
    public static bool Can(this ISeat seat, SessionCapabilities capability) => (seat.Capabilities & capability) != 0;
}
