#if NET
using System.Net.Http;
using System.Reactive.Disposables;
using System.Runtime.Versioning;

namespace LeanRx.Transport.Internal;

/// <summary>
/// The connections that a handler makes for one dial. It never closes one that is made while the dial is given up, so they are closed with this.
/// </summary>
[UnsupportedOSPlatform("browser")]
internal sealed class DialledConnections(Dialler dialler, CancellationToken dialToken) : IDisposable
{
    readonly CompositeDisposable _connections = [];
    bool _isKept;

    public async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken poolToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(poolToken, dialToken);
        var connection = await dialler.ConnectAsync(context.DnsEndPoint, either.Token).ConfigureAwait(false);
        _connections.Add(connection);
        return connection;
    }

    /// <summary>The dial succeeded: the connection is the socket's.</summary>
    public void Keep() => _isKept = true;

    public void Dispose()
    {
        if (!_isKept)
            _connections.Dispose();
    }
}
#endif
