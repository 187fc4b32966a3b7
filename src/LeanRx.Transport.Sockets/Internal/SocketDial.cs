using System.Net;
using System.Net.Security;
using System.Runtime.Versioning;
using LeanRx.Transport.Internal;

namespace LeanRx.Transport.Sockets.Internal;

/// <summary>One dial: a connection, to the server or to a proxy and through it, TLS, and the handshake.</summary>
[UnsupportedOSPlatform("browser")]
sealed class SocketDial(NetworkOptions network, Dialler dialler, ServerTrust trust, Uri address, string subprotocol)
{
    /// <summary>What is under way.</summary>
    public string Step { get; private set; } = "Network.HeadersProvider";

    public async Task<Dialled> RunAsync(CancellationToken cancellationToken)
    {
        var headers = await RequestHeaders.AskAsync(network, address, cancellationToken).ConfigureAwait(false);
        var handshake = new WebSocketHandshake(subprotocol);
        using var request = handshake.Request(address, headers);
        var head = RequestHead.Of(request);
        var stream = await ConnectAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (address.Scheme == "wss")
                stream = await EncryptAsync(stream, request.Headers.Host, cancellationToken).ConfigureAwait(false);
            Step = "The handshake of the WebSocket";
            await stream.WriteAsync(head, cancellationToken).ConfigureAwait(false);
            var (response, ahead) = await ResponseHead.ReadAsync(stream, "The server's answer to the handshake", cancellationToken).ConfigureAwait(false);
            using (response)
                handshake.SubprotocolOf(response);
            return new Dialled(stream, ahead);
        }
        catch
        {
            await stream.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }

    async Task<Stream> ConnectAsync(CancellationToken cancellationToken)
    {
        if (ProxyTunnel.Of(network, address) is { } tunnel)
        {
            Step = "The way through the proxy";
            return await tunnel.ConnectAsync(dialler, cancellationToken).ConfigureAwait(false);
        }
        Step = "The connection";
        return await dialler.ConnectAsync(new DnsEndPoint(address.IdnHost, address.Port), cancellationToken).ConfigureAwait(false);
    }

    /// <param name="stream">The connection, which the stream that is returned owns.</param>
    /// <param name="host">The host that the application's headers name; null where they name none.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    async Task<Stream> EncryptAsync(Stream stream, string? host, CancellationToken cancellationToken)
    {
        Step = "The handshake of TLS";
        var encrypted = new SslStream(stream, leaveInnerStreamOpen: false);
        try
        {
            var options = trust.Options();
            options.TargetHost = host is not null && Uri.TryCreate($"wss://{host}", UriKind.Absolute, out var named) ? named.IdnHost : address.IdnHost;
            await encrypted.AuthenticateAsClientAsync(options, cancellationToken).ConfigureAwait(false);
            return encrypted;
        }
        catch
        {
            await encrypted.DisposeAsync().ConfigureAwait(false);
            throw;
        }
    }
}
