using LeanRx.Protocol;

namespace LeanRx.Connections.Internal;

/// <summary>
/// What a session tells the rest of the client. Called inside the client's gate, one call at a time, in wire order; must not throw and must not call
/// user code.
/// </summary>
internal interface ISessionHandler
{
    // protocol.md §4.1.2
    /// <summary>The session opened, for the first time or again. Comes before any push of the new connection.</summary>
    /// <param name="isReconnect">Whether the client came back by itself.</param>
    /// <param name="serverTime">The server's clock at the login, milliseconds; null where the server does not tell.</param>
    void OnOpened(bool isReconnect, long? serverTime = null);

    /// <summary>A frame that answers no command.</summary>
    void OnPush(Frame frame);

    /// <summary>A plain text. What a push of it would tell besides, it does not have.</summary>
    void OnText(TextMessage message);

    /// <summary>
    /// A command that wants its answer to be taken note of was answered: call <see cref="PendingCommand.Take"/>, in its place among the pushes.
    /// </summary>
    void OnAnswer(PendingCommand command);

    /// <summary>An answer came that nobody waits for, or waits for no more: what it speaks of was done, perhaps a second time.</summary>
    void OnUnclaimed(Frame answer);

    /// <summary>The connection is gone; <see cref="OnOpened"/> may follow.</summary>
    void OnLost();

    /// <summary>The client is closed for good: complete every stream.</summary>
    void OnClosed();
}
