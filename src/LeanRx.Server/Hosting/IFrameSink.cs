using LeanRx.Protocol;

namespace LeanRx.Server.Hosting;

/// <summary>Where the engine puts what it has to say to one connection. Implemented by a host; called from any thread, never blocks.</summary>
public interface IFrameSink
{
    /// <summary>Queues one frame. A connection that reads too slowly is closed by its host, as <see cref="SendBacklog"/> says.</summary>
    void Send(Frame frame);

    /// <summary>
    /// Queues one frame that goes to many connections; the host encodes it once and adds the addressee. It minds <see cref="FanOutFrame.DropsAbove"/>.
    /// </summary>
    void Send(FanOutFrame broadcast, string peerId);

    /// <summary>Asks the peer for a sign of life that every client can give, whatever it is written in: a WebSocket ping.</summary>
    /// <remarks>
    /// What comes back is told by <see cref="ServerConnection.Hear"/>. Called on connections whose <see cref="ClientConnectionInfo.PingInterval"/> says so; a
    /// host that cannot ping leaves it as it is, where nothing happens.
    /// </remarks>
    void Ping()
    {
    }

    /// <summary>
    /// Completes when there is room for more of what a client is told after its login, which may be much (<see cref="SendBacklog.RoomAsync"/>). Default: at
    /// once.
    /// </summary>
    Task RoomAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Closes the connection after what is queued has left.</summary>
    /// <param name="code">WebSocket close code: 1000, or a code of <see cref="ErrorCodes"/>.</param>
    /// <param name="reason">The symbolic name of the code.</param>
    void Close(int code, string reason);
}
