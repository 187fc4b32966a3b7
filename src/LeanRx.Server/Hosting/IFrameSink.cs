using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Server.Hosting;

/// <summary>Receives the frames that the engine sends to one connection.</summary>
/// <remarks>Implemented by hosts. Methods are called from any thread and must not block.</remarks>
public interface IFrameSink
{
    /// <summary>Queues one frame.</summary>
    /// <remarks>A host closes a connection that reads too slowly, as <see cref="SendBacklog"/> says.</remarks>
    void Send(Frame frame);

    /// <summary>Queues one frame that goes to many connections.</summary>
    /// <remarks>The host encodes it once, adds the addressee, and honours <see cref="FanOutFrame.DropsAbove"/>.</remarks>
    void Send(FanOutFrame broadcast, string peerId);

    /// <summary>Queues the answer to a message; a host of ours writes it without a frame.</summary>
    internal void Send(in AcceptedSend answer) => Send(answer.ToFrame());

    /// <summary>Sends a WebSocket ping, which every client answers by itself.</summary>
    /// <remarks>
    /// The host reports the answer by <see cref="ServerConnection.NotifyActivity"/>. Called only if <see cref="ClientConnectionInfo.PingInterval"/> is set. A
    /// host that cannot ping keeps this implementation, which does nothing.
    /// </remarks>
    void Ping()
    {
    }

    /// <summary>
    /// Completes when there is room for more of what a client is sent after its login, which may be much (<see cref="SendBacklog.RoomAsync"/>).
    /// </summary>
    /// <remarks>By default it completes at once.</remarks>
    Task RoomAsync(CancellationToken cancellationToken = default) => Task.CompletedTask;

    /// <summary>Closes the connection after what is queued has been sent.</summary>
    /// <param name="code">The WebSocket close code: 1000, or a code of <see cref="ErrorCodes"/>.</param>
    /// <param name="reason">The symbolic name of the code.</param>
    void Close(int code, string reason);
}
