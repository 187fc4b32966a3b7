using LeanRx.Protocol;

namespace LeanRx.Server;

/// <summary>Where the engine puts what it has to say to one connection. Implemented by a host; called from any thread, never blocks.</summary>
public interface IFrameSink
{
    /// <summary>Queues one frame. A connection that reads too slowly is closed by its host, the engine does not wait for it.</summary>
    void Send(Frame frame);

    /// <summary>Queues one frame that goes to many connections; the host encodes it once and adds the addressee. It minds <see cref="Broadcast.DropsAbove"/>.</summary>
    void Send(Broadcast broadcast, string peerId);

    /// <summary>Closes the connection after what is queued has left.</summary>
    /// <param name="code">WebSocket close code: 1000, or a code of <see cref="ErrorCodes"/>.</param>
    /// <param name="reason">The symbolic name of the code.</param>
    void Close(int code, string reason);
}
