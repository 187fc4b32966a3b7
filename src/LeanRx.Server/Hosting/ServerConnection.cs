using LeanRx.Protocol;

namespace LeanRx.Server.Hosting;

/// <summary>
/// One connection, as its host sees it. The host calls <see cref="ReceiveAsync"/> for one frame after the other, then <see cref="DisconnectAsync"/> once.
/// </summary>
public abstract class ServerConnection
{
    /// <summary>
    /// Hands in one frame. Completes when the engine is ready for the next one, which may be before the command is done; never throws for what a client sent.
    /// </summary>
    public abstract ValueTask ReceiveAsync(Frame frame);

    // protocol.md §11.1 row 4
    /// <summary>
    /// Tells that the peer gave a sign of life that is no frame, a ping or a pong for example: it counts against <see cref="ServerLimits.ReadTimeout"/>.
    /// </summary>
    public abstract void Hear();

    /// <summary>Tells that a payload was not even looked at; the engine answers by closing with <paramref name="code"/>.</summary>
    /// <param name="code">4109 too long, 4114 of the wrong kind.</param>
    /// <param name="reason">What was wrong, for the log.</param>
    public abstract void Reject(int code, string reason);

    /// <summary>Tells that a payload could not be read.</summary>
    /// <remarks>
    /// A frame whose fields are wrong is answered with an error (4114) that says which, and the connection goes on. What is no frame at all closes it with
    /// 4114.
    /// </remarks>
    /// <param name="fault">What the codec said.</param>
    public abstract void Reject(FrameFormatException fault);

    /// <summary>
    /// Most bytes of the next frame: <see cref="ServerLimits.MaxFrameBytes"/>, or 65,536 before a login where that is less, for a login needs no more.
    /// </summary>
    public abstract int MaxFrameBytes { get; }

    /// <summary>Tells that a frame was read and is not taken; it is answered with an error, and the connection goes on.</summary>
    /// <param name="frame">The frame, however much of it could be read.</param>
    /// <param name="code">4109 too long, for example.</param>
    /// <param name="reason">What was wrong, for the one who sent it.</param>
    public abstract void Refuse(Frame frame, int code, string reason);

    /// <summary>Tells that the connection is gone.</summary>
    /// <param name="isClean">True after a WebSocket close handshake, false when it broke.</param>
    public abstract ValueTask DisconnectAsync(bool isClean);
}
