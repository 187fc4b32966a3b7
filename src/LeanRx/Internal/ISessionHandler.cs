using LeanRx.Protocol;

namespace LeanRx.Internal;

/// <summary>What a session tells the rest of the client. Called inside the session's serial gate, one call at a time, in wire order; must not throw and must not call user code.</summary>
internal interface ISessionHandler
{
    /// <summary>The session opened, for the first time or again. Comes before any push of the new connection.</summary>
    void OnOpened(bool isReconnect);

    /// <summary>A frame that answers no command.</summary>
    void OnPush(Frame frame);

    /// <summary>The connection is gone; <see cref="OnOpened"/> may follow.</summary>
    void OnLost();

    /// <summary>The client is closed for good: complete every stream.</summary>
    void OnClosed();
}
