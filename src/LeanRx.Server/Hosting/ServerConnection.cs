using LeanRx.Protocol;

namespace LeanRx.Server.Hosting;

/// <summary>One connection, as its host sees it.</summary>
/// <remarks>The host calls <see cref="ReceiveAsync"/> for one frame after the other, then <see cref="DisconnectAsync"/> once.</remarks>
public abstract class ServerConnection
{
    /// <summary>Handles one frame.</summary>
    /// <remarks>
    /// The task completes when the engine is ready for the next frame, which may be before the command is done. It never fails because of what a client sent.
    /// </remarks>
    public abstract ValueTask ReceiveAsync(Frame frame);

    // protocol.md §11.1 row 4
    /// <summary>Reports activity of the peer other than a frame, such as a ping; restarts <see cref="ServerLimits.ReadTimeout"/>.</summary>
    public abstract void NotifyActivity();

    /// <summary>Reports a payload that was not decoded.</summary>
    /// <remarks>The engine closes the connection with <paramref name="code"/>.</remarks>
    /// <param name="code">4109 too long, 4114 of the wrong kind.</param>
    /// <param name="reason">What was wrong, for the log.</param>
    public abstract void Reject(int code, string reason);

    /// <summary>Reports a payload that could not be decoded.</summary>
    /// <remarks>A frame with invalid fields is answered with an error (4114), and the connection stays open. Anything else closes it with 4114.</remarks>
    /// <param name="fault">The exception of the codec.</param>
    public abstract void Reject(FrameFormatException fault);

    /// <summary>The maximum size of the next frame in bytes: <see cref="ServerLimits.MaxFrameBytes"/>, before a login at most 65,536.</summary>
    public abstract int MaxFrameBytes { get; }

    /// <summary>Reports a frame that was decoded and is not accepted.</summary>
    /// <remarks>It is answered with an error, and the connection stays open.</remarks>
    /// <param name="frame">The frame, as far as it could be decoded.</param>
    /// <param name="code">The code, for example 4109 (too long).</param>
    /// <param name="reason">What was wrong, for the sender.</param>
    public abstract void Refuse(Frame frame, int code, string reason);

    /// <summary>Reports that the connection is closed.</summary>
    /// <param name="isClean">True after a WebSocket close handshake, false if the connection was lost.</param>
    public abstract ValueTask DisconnectAsync(bool isClean);
}
