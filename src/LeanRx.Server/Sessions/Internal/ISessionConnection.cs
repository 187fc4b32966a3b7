using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;
using LeanRx.Server.Hosting;

namespace LeanRx.Server.Sessions.Internal;

/// <summary>The connection of a session, as those know it who send to the session.</summary>
internal interface ISessionConnection
{
    ClientConnectionInfo Info { get; }

    /// <summary>Its number on this node.</summary>
    long Number { get; }

    /// <summary>The code with which it was closed from this side; null while it is open, and where the peer ended it.</summary>
    int? CloseCode { get; }

    /// <summary>Ends with the connection: what is done for it alone is called off.</summary>
    CancellationToken Closed { get; }

    void Send(Frame frame);

    void Send(in AcceptedSend answer);

    void Send(FanOutFrame broadcast, string peerId);

    /// <summary>Completes when there is room for more of what a client is told after its login.</summary>
    Task RoomAsync();

    /// <summary>Answers a request that cannot be done.</summary>
    void Refuse(Frame request, int code, string detail);

    /// <summary>Handles a frame as if it had come again.</summary>
    void Retry(Frame request);

    void BeginCommand();

    void EndCommand();

    void Close(int code, bool isAbnormal);

    void Remove(Session session);
}
