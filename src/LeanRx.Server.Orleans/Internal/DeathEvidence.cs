using System.Collections.Concurrent;
using System.Net.Sockets;
using System.Reactive.Concurrency;
using LeanRx.Server.Hosting;
using LeanRx.Server.PostgreSql.Internal;

namespace LeanRx.Server.Orleans.Internal;

/// <summary>Looks whether a node that does not answer has ended: then its machine refuses connections at its port.</summary>
/// <param name="refuses">Called with a node that has ended.</param>
sealed class DeathEvidence(IScheduler scheduler, Func<ClusterNode, Task> refuses)
{
    static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan s_patience = TimeSpan.FromSeconds(1);

    readonly ConcurrentDictionary<ClusterNode, bool> _looking = new();
    readonly ConcurrentDictionary<ClusterNode, bool> _ended = new();

    /// <summary>Whether it was seen to have ended.</summary>
    public bool HasEnded(ClusterNode node) => _ended.ContainsKey(node);

    /// <summary>Looks, once at a time for each node: it returns at once where somebody looks already.</summary>
    public async Task LookAsync(ClusterNode node)
    {
        if (!_looking.TryAdd(node, true))
            return;
        try
        {
            if (!await RefusesAsync(node).ConfigureAwait(false))
                return;
            _ended[node] = true;
            await refuses(node).ConfigureAwait(false);
        }
        finally
        {
            _looking.TryRemove(node, out _);
        }
    }

    /// <summary>Whether the machine of a node lets connect to its port; null where it says nothing, which may be the network.</summary>
    public async Task<bool?> AnswersAsync(ClusterNode node)
    {
        using var patience = new CancellationTokenSource();
        using var timer = scheduler.Schedule(s_patience, patience.Cancel);
        var endpoint = NodeName.EndpointOf(node);
        using var socket = new Socket(endpoint.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await socket.ConnectAsync(endpoint, patience.Token).ConfigureAwait(false);
            return true;
        }
        catch (SocketException exception)
        {
            return exception.SocketErrorCode == SocketError.ConnectionRefused ? false : null;
        }
        catch (OperationCanceledException)
        {
            return null;
        }
    }

    /// <summary>Whether its machine refuses connections, and goes on to: a process that starts again may not listen yet.</summary>
    public async Task<bool> RefusesAsync(ClusterNode node)
    {
        if (await AnswersAsync(node).ConfigureAwait(false) != false)
            return false;
        await Waiting.ForAsync(scheduler, s_pause, default).ConfigureAwait(false);
        return await AnswersAsync(node).ConfigureAwait(false) == false;
    }
}
