namespace LeanRx;

/// <summary>Carries payloads between client and server, and nothing else: the codec sits above it.</summary>
public interface ITransport
{
    /// <summary>Prepares one connection. Nothing is dialled before it is subscribed to.</summary>
    /// <param name="address">A <c>ws</c> or <c>wss</c> URL.</param>
    /// <param name="subprotocol">The dialect to offer, for example <c>lc.json.3</c>.</param>
    ITransportConnection Create(Uri address, string subprotocol);
}
