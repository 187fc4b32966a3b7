namespace LeanRx;

/// <summary>
/// One connection, used once: subscribing dials, disposing the subscription closes the socket. What it yields is one <see cref="TransportEvent.Opened"/>,
/// then payloads (or, for what was too large, <see cref="TransportEvent.Discarded"/>; before either any number of <see cref="TransportEvent.Receiving"/>, while
/// a message is half there), then one <see cref="TransportEvent.Closed"/> and completion; or the last two alone where dialling failed. It never ends in an
/// error, and nothing comes after the subscription was disposed.
/// </summary>
public interface ITransportConnection : IObservable<TransportEvent>
{
    /// <summary>
    /// Sends one payload as one text or binary message, in the order of the calls. A payload given to a connection that is not open is dropped. Never blocks;
    /// safe on any thread.
    /// </summary>
    /// <param name="payload">The bytes; the transport may keep them, so the caller does not touch them again.</param>
    /// <param name="isText">Whether they are a text message.</param>
    void Send(ReadOnlyMemory<byte> payload, bool isText);
}
