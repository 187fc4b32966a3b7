namespace LeanRx;

/// <summary>Transports payloads between client and server.</summary>
public interface ITransport
{
    /// <summary>Prepares a connection.</summary>
    /// <remarks>It is not dialled before it is subscribed to.</remarks>
    /// <param name="address">A <c>ws</c> or <c>wss</c> URL.</param>
    /// <param name="subprotocol">The subprotocol to offer, for example <c>lc.json.3</c>.</param>
    ITransportConnection Create(Uri address, string subprotocol);
}
