using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace LeanRx.Server.AspNetCore.Sockets.Internal;

/// <summary>
/// Gets hold of the connection under a WebSocket, over HTTP/1.1 (upgrade) and HTTP/2 (extended CONNECT), while ASP.NET Core does the handshake. What that
/// makes of it is left alone: frames are read and written by us.
/// </summary>
sealed class TransportCapture : IHttpUpgradeFeature, IHttpExtendedConnectFeature
{
    readonly IHttpUpgradeFeature? _upgrade;
    readonly IHttpExtendedConnectFeature? _connect;

    TransportCapture(IHttpUpgradeFeature? upgrade, IHttpExtendedConnectFeature? connect)
    {
        _upgrade = upgrade;
        _connect = connect;
    }

    /// <summary>The connection, after the handshake; null where the host keeps it to itself.</summary>
    public Stream? Transport { get; private set; }

    public bool IsUpgradableRequest => _upgrade?.IsUpgradableRequest == true;

    public bool IsExtendedConnect => _connect?.IsExtendedConnect == true;

    public string? Protocol => _connect?.Protocol;

    /// <summary>
    /// Puts itself before the features of a request, and takes away a WebSocket feature that an earlier <c>UseWebSockets</c> has built on them. The one of a
    /// host that has neither stays.
    /// </summary>
    public static TransportCapture Install(HttpContext context)
    {
        var features = context.Features;
        var capture = new TransportCapture(features.Get<IHttpUpgradeFeature>(), features.Get<IHttpExtendedConnectFeature>());
        if (capture._upgrade is not null)
            features.Set<IHttpUpgradeFeature>(capture);
        if (capture._connect is not null)
            features.Set<IHttpExtendedConnectFeature>(capture);
        if (capture.IsUpgradableRequest || capture.IsExtendedConnect)
            features.Set<IHttpWebSocketFeature>(null);
        features.Set(capture);
        return capture;
    }

    public async Task<Stream> UpgradeAsync()
    {
        Transport = await _upgrade!.UpgradeAsync().ConfigureAwait(false);
        return Stream.Null;
    }

    public async ValueTask<Stream> AcceptAsync()
    {
        Transport = await _connect!.AcceptAsync().ConfigureAwait(false);
        return Stream.Null;
    }
}
