using System.Net;
using System.Reactive.Concurrency;
using LeanRx.Server.AspNetCore.Hosting.Internal;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Connections.Features;

namespace LeanRx.Server.AspNetCore.Endpoints.Internal;

/// <summary>
/// Takes handshakes off their connections before HTTP sees them, so that an idle socket does not hold a request. Whatever is no <see cref="PlainHandshake"/>,
/// or would be refused, goes on to HTTP with every byte of it.
/// </summary>
/// <param name="host">Whose sockets they are.</param>
/// <param name="http">What all other connections go to.</param>
sealed class UpgradeMiddleware(ServerHost host, ConnectionDelegate http)
{
    /// <summary>How long a connection may say nothing before HTTP waits for it in its own way.</summary>
    static readonly TimeSpan s_firstReadTimeout = TimeSpan.FromSeconds(30);

    readonly WebSocketSession _session = new(host);

    /// <summary>A step of the web host's for each connection.</summary>
    public async Task ServeAsync(ConnectionContext connection)
    {
        if (await AcceptAsync(connection).ConfigureAwait(false) is { } accepted)
            await _session.ServeAsync(accepted.Transport, accepted.Choice, accepted.Origin, accepted.Address, connection.Abort, connection.ConnectionClosed)
                .ConfigureAwait(false);
        else
            await http(connection).ConfigureAwait(false);
    }

    readonly record struct Accepted(Stream Transport, SubprotocolChoice Choice, string? Origin, string? Address);

    async ValueTask<Accepted?> AcceptAsync(ConnectionContext connection)
    {
        if (ConnectionBounds.IsRefused(connection) || await ReadHeadAsync(connection).ConfigureAwait(false) is not { } handshake)
            return null;
        var choice = SubprotocolChoice.Of(handshake.Offered);
        var isEncrypted = connection.Features.Get<ITlsHandshakeFeature>() is not null;
        var stream = new ConnectionStream(connection.Transport, isEncrypted ? null : connection.Features.Get<IConnectionSocketFeature>()?.Socket);
        try
        {
            await stream.WriteAsync(handshake.Answer(choice.Selected)).ConfigureAwait(false);
        }
        catch (IOException)
        {
            // The peer is gone, as reading will show.
        }

        var address = host.Forwarded.AddressOf((connection.RemoteEndPoint as IPEndPoint)?.Address, handshake.ForwardedFor)?.ToString();
        return new Accepted(stream, choice, handshake.Origin, address);
    }

    /// <summary>The handshake that has come and can be taken; what is none has not been touched.</summary>
    async ValueTask<PlainHandshake?> ReadHeadAsync(ConnectionContext connection)
    {
        var input = connection.Transport.Input;
        // Not disposed: the scheduler may be about to cancel it.
        var ended = new CancellationTokenSource();
        try
        {
            using var timeout = host.Options.Engine.Scheduler.Schedule(s_firstReadTimeout, ended.Cancel);
            using var stopping = connection.Features.Get<IConnectionLifetimeNotificationFeature>()?.ConnectionClosedRequested.Register(ended.Cancel)
                ?? default(CancellationTokenRegistration);
            var read = await input.ReadAsync(ended.Token).ConfigureAwait(false);
            var handshake = PlainHandshake.TryRead(read.Buffer.FirstSpan, out var length);
            if (handshake is not null && (SubprotocolChoice.Of(handshake.Offered).Dialect is null || host.IsStopping || host.IsFull))
                handshake = null;
            input.AdvanceTo(read.Buffer.GetPosition(handshake is null ? 0 : length));
            return handshake;
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            return null; // HTTP knows what to do with a connection on which nothing comes, that breaks, or that the host closes.
        }
    }
}
