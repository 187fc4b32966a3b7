using System.Net;
using System.Net.Sockets;
using System.Reactive.Concurrency;

namespace LeanRx.Transport.Internal;

/// <summary>
/// Connects to a name that may have several addresses, some of them dead (RFC 8305): one is tried after the other, families in turn, the next when the
/// one before has failed or was silent for <see cref="Step"/>. The first that answers wins; its family comes first for <see cref="Memory"/>.
/// </summary>
/// <param name="scheduler">The clock.</param>
/// <param name="limit">How long all of it may take. <see cref="Timeout.InfiniteTimeSpan"/> for who is bounded otherwise.</param>
/// <param name="resolve">Finds the addresses of a name, the best first.</param>
/// <param name="connect">Connects to one.</param>
internal sealed class AddressRace<T>(IScheduler scheduler, TimeSpan limit, Func<string, CancellationToken, Task<IPAddress[]>> resolve,
    Func<IPEndPoint, CancellationToken, Task<T>> connect)
    where T : class, IDisposable
{
    public static readonly TimeSpan Step = TimeSpan.FromMilliseconds(250);
    public static readonly TimeSpan Memory = TimeSpan.FromMinutes(10);

    readonly object _lock = new();
    readonly IStopwatch _stopwatch = scheduler.StartStopwatch();
    AddressFamily _winner;
    TimeSpan _wonAt;

    /// <exception cref="DialException">The name is not known, or none of its addresses answered; it names each.</exception>
    public async Task<T> ConnectAsync(string host, int port, CancellationToken cancellationToken)
    {
        var addresses = await ResolveAsync(host, cancellationToken).ConfigureAwait(false);
        var heat = new AddressHeat<T>(scheduler, limit, host, [.. InTurn(addresses).Select(address => new IPEndPoint(address, port))], connect);
        var (winner, family) = await heat.RunAsync(cancellationToken).ConfigureAwait(false);
        lock (_lock)
            (_winner, _wonAt) = (family, _stopwatch.Elapsed);
        return winner;
    }

    async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        try
        {
            return await resolve(host, cancellationToken).ConfigureAwait(false) is { Length: > 0 } addresses ? addresses
                : throw new DialException($"The name {host} has no address.");
        }
        catch (SocketException exception)
        {
            throw new DialException(exception.SocketErrorCode is SocketError.HostNotFound or SocketError.NoData
                ? $"The name {host} is not known here ({exception.Message})."
                : $"The name {host} could not be looked up: {exception.Message}.", exception);
        }
    }

    IEnumerable<IPAddress> InTurn(IPAddress[] addresses)
    {
        var first = addresses[0].AddressFamily;
        lock (_lock)
        {
            if (_winner != AddressFamily.Unspecified && _stopwatch.Elapsed - _wonAt < Memory
                && Array.Exists(addresses, address => address.AddressFamily == _winner))
                first = _winner;
        }
        var those = new Queue<IPAddress>(addresses.Where(address => address.AddressFamily == first).Distinct());
        var others = new Queue<IPAddress>(addresses.Where(address => address.AddressFamily != first).Distinct());
        while (those.Count + others.Count > 0)
        {
            if (those.Count > 0)
                yield return those.Dequeue();
            if (others.Count > 0)
                yield return others.Dequeue();
        }
    }
}
