using System.Net.Http;
using System.Reactive.Concurrency;
#if NET
using System.Net;
using System.Net.Sockets;
using System.Runtime.Versioning;
#endif

namespace LeanRx.Transport.Internal;

/// <summary>Makes the TCP connections of one client, to servers and to proxies.</summary>
#if NET
[UnsupportedOSPlatform("browser")]
internal sealed class Dialler(IScheduler scheduler, TimeSpan connectTimeout)
{
    static readonly HttpRequestOptionsKey<Dialler> Companion = new("LeanRx.Dialler");

    readonly AddressRace<Socket> _race = new(scheduler, LimitOf(connectTimeout), static (host, token) => Dns.GetHostAddressesAsync(host, token), ConnectAsync);

    /// <summary>Lets the request's own client dial where it needs a connection of a pool that many clients share.</summary>
    public void Accompany(HttpRequestMessage request) => request.Options.Set(Companion, this);

    public static Dialler Of(HttpRequestMessage request, Dialler otherwise) =>
        request.Options.TryGetValue(Companion, out var companion) ? companion : otherwise;

    public async ValueTask<Stream> ConnectAsync(DnsEndPoint address, CancellationToken cancellationToken) =>
        new NetworkStream(await _race.ConnectAsync(address.Host, address.Port, cancellationToken).ConfigureAwait(false), ownsSocket: true);

    static async Task<Socket> ConnectAsync(IPEndPoint address, CancellationToken cancellationToken)
    {
        var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(address, cancellationToken).ConfigureAwait(false);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Which addresses were tried is known while somebody still waits for it.</summary>
    static TimeSpan LimitOf(TimeSpan connectTimeout)
    {
        if (connectTimeout == Timeout.InfiniteTimeSpan)
            return connectTimeout;
        var reserve = TimeSpan.FromTicks(connectTimeout.Ticks / 4);
        return connectTimeout - (reserve < TimeSpan.FromSeconds(1) ? reserve : TimeSpan.FromSeconds(1));
    }
}
#else
internal sealed class Dialler
{
    /// <summary>The platform dials for itself here.</summary>
    public Dialler(IScheduler _, TimeSpan __)
    {
    }

#pragma warning disable CA1822 // Elsewhere it has something to tell.
    public void Accompany(HttpRequestMessage _)
    {
    }
#pragma warning restore CA1822
}
#endif
