namespace LeanRx.Transport.Internal;

/// <summary>Hears what happens to a <see cref="TransportSocket"/>. Called by its one reader, one call at a time.</summary>
internal interface IWebSocketWatcher
{
    /// <summary>The socket is about to be read for the first time.</summary>
    void OnOpened();

    /// <summary>Nothing more has come for the moment.</summary>
    void OnPaused();

    /// <summary>A part of a message was read, and the rest is awaited.</summary>
    void OnReceiving(long size, bool isText);

    /// <summary>A message came. It is good during the call alone.</summary>
    void OnMessage(ReadOnlyMemory<byte> payload, bool isText);

    /// <summary>A message was too large, and was not kept.</summary>
    void OnDiscarded(long size, bool isText);

    /// <summary>Nothing can be read any more.</summary>
    void OnClosed(TransportClose close);
}
