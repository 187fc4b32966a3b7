using System.Net.WebSockets;
using Websocket.Client;

namespace LeanRx.Transport.Internal;

/// <summary>The WebSocket that Websocket.Client is given, and what its connection needs besides what that library does.</summary>
internal abstract class TransportSocket : WebSocket
{
    /// <summary>
    /// Always open: Websocket.Client reads on only then. What ends the connection is told by a read, after everything that came before, while the state of a
    /// browser's WebSocket runs ahead of what was read of it.
    /// </summary>
    public override WebSocketState State => WebSocketState.Open;

    /// <summary>Sends a message by the queue of the library. From any thread; calls are sent in their order.</summary>
    /// <param name="client">The queue.</param>
    /// <param name="payload">The message. It is not kept.</param>
    /// <param name="isText">Its type.</param>
    /// <param name="isAlone">Whether no other message is to be expected.</param>
    public abstract void Post(WebsocketClient client, ReadOnlySpan<byte> payload, bool isText, bool isAlone = false);

    /// <summary>Tells the watcher of what the library has read as one message.</summary>
    public abstract void Tell(ReadOnlyMemory<byte> content);

    /// <summary>Sends the close frame once everything posted is out. Does not wait for the peer's.</summary>
    public abstract void BeginClose();

    /// <summary>
    /// The last read does not end: the end was told, and Websocket.Client, which was disposed of with it, would go on to reconnect with what it has
    /// disposed of and fail in a task that nobody observes. Nothing refers to what waits here, so it is collected.
    /// </summary>
    protected static Task NeverAsync() => new TaskCompletionSource<bool>().Task;
}
