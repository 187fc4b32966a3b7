using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Hears how a connector fares, inside the serial gate.</summary>
internal interface IConnectorOwner
{
    void OnOpened(bool isReconnect);

    void OnFrame(Frame frame);

    void OnText(TextMessage message);

    void OnAck(in PlainAck ack);

    void OnUnreadable(int serialId, FrameFormatException cause);

    /// <summary>The connection was lost, or an attempt failed; the next attempt follows.</summary>
    void OnRetry(bool wasOpen, int attempt, TimeSpan retryIn, LeanRxException cause);

    /// <summary>There will be no further attempt.</summary>
    void OnGaveUp(bool wasOpen, LeanRxException cause);

    void OnLoggedOut();
}
