namespace LeanRx.Transport.Sockets.Internal;

/// <summary>Hears what a <see cref="PayloadReader"/> reads.</summary>
interface IPayloadOwner
{
    /// <summary>A payload, or a part of one.</summary>
    void OnPayload(TransportEvent what);

    /// <summary>There is nothing more for the moment.</summary>
    void OnPause();
}
