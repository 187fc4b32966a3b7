namespace LeanRx;

/// <summary>A connection, which is used once: subscribing dials, disposing the subscription closes it.</summary>
/// <remarks>
/// It yields one <see cref="TransportEvent.Opened"/>, then payloads (or <see cref="TransportEvent.Discarded"/> for payloads that are too large, each preceded
/// by any number of <see cref="TransportEvent.Receiving"/>), then one <see cref="TransportEvent.Closed"/> and completion; if dialling fails, only the last two.
/// It never fails, and yields nothing after the subscription was disposed.
/// </remarks>
public interface ITransportConnection : IObservable<TransportEvent>
{
    /// <summary>Sends a payload as one text or binary message, in the order of the calls.</summary>
    /// <remarks>
    /// A payload is dropped if the connection is not open. It never blocks and is thread-safe.
    /// </remarks>
    /// <param name="payload">The bytes. The transport may keep them: do not change them afterwards.</param>
    /// <param name="isText">Whether to send a text message.</param>
    void Send(ReadOnlyMemory<byte> payload, bool isText);
}
