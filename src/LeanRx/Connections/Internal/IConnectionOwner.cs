using LeanRx.Protocol;
using LeanRx.Protocol.Codecs.Internal;

namespace LeanRx.Connections.Internal;

/// <summary>Hears of one connection, inside the serial gate.</summary>
internal interface IConnectionOwner
{
    /// <summary>It is logged in.</summary>
    void OnOpened(Connection connection);

    /// <summary>A frame came that is no matter of the connection itself.</summary>
    void OnFrame(Connection connection, Frame frame);

    /// <summary>A plain text came.</summary>
    void OnText(TextMessage message);

    /// <summary>A message was answered.</summary>
    void OnAck(in PlainAck ack);

    /// <summary>An answer came that cannot be read.</summary>
    void OnUnreadable(Connection connection, int serialId, FrameFormatException cause);

    /// <summary>It is gone, or could not be made. Nothing follows.</summary>
    void OnEnded(Connection connection, LeanRxException cause, bool wasOpen);

    /// <summary>It logged out as it was told to. Nothing follows.</summary>
    void OnLoggedOut(Connection connection);
}
