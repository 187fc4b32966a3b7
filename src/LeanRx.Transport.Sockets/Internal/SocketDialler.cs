using System.Globalization;
using System.Reactive.Concurrency;
using System.Runtime.Versioning;
using LeanRx.Runtime.Internal;
using LeanRx.Transport.Internal;

namespace LeanRx.Transport.Sockets.Internal;

/// <summary>Dials for all connections of a transport.</summary>
[UnsupportedOSPlatform("browser")]
sealed class SocketDialler(NetworkOptions network, IScheduler scheduler, TimeSpan connectTimeout)
{
    readonly Dialler _dialler = new(scheduler, connectTimeout);
    readonly ServerTrust _trust = new(network);

    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    /// <exception cref="DialException">The time is over.</exception>
    public async Task<Dialled> DialAsync(Uri address, string subprotocol, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var limited = scheduler.ScheduleOrFallback(limit, connectTimeout, static limit => limit.Cancel());
        var dial = new SocketDial(network, _dialler, _trust, address, subprotocol);
        try
        {
            return await dial.RunAsync(limit.Token).ConfigureAwait(false);
        }
        catch (Exception exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw new DialException(
                $"{dial.Step} took longer than {connectTimeout.TotalSeconds.ToString("0.##", CultureInfo.InvariantCulture)} s.", exception);
        }
    }
}
