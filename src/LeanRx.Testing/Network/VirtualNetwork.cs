using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Testing.Internal;

namespace LeanRx.Testing;

/// <summary>
/// The network between the clients and the engine of a world: real codecs on both sides, no sockets, one clock. What it does to payloads is set by
/// <see cref="Conditions"/>, at any time, and by the verbs below. Payloads of one direction of one connection never overtake each other.
/// </summary>
public sealed class VirtualNetwork : ITransport
{
    readonly List<VirtualConnection> _connections = [];
    readonly List<Func<NetworkConditions, NetworkConditions>> _changes = [];

    internal VirtualNetwork(IScheduler scheduler, Func<MessagingEngine> server, Random random)
    {
        Scheduler = scheduler;
        Server = server;
        Random = random;
    }

    internal IScheduler Scheduler { get; }

    internal Func<MessagingEngine> Server { get; }

    internal Random Random { get; }

    /// <summary>How the network behaves from now on. Default: 10 milliseconds each way, nothing lost.</summary>
    public NetworkConditions Conditions { get; set; } = new();

    /// <summary>How often anybody dialled, refused dials included.</summary>
    public int Dials { get; internal set; }

    /// <summary>Connections that are open now.</summary>
    public int OpenConnections => _connections.Count(connection => connection.IsOpen);

    /// <summary>Breaks every open connection at this instant, both sides notice at once; payloads under way are lost.</summary>
    public void Cut() => Cut(_ => true);

    /// <summary>Breaks the open connections of one client at this instant.</summary>
    public void Cut(string clientId) => Cut(connection => connection.ClientId == clientId);

    void Cut(Func<VirtualConnection, bool> which)
    {
        foreach (var connection in _connections.Where(which).ToArray())
            connection.Break(1006, "The virtual network was cut.");
    }

    /// <summary>From now on nothing passes on the open connections of a client, in neither direction, and neither side is told: a half-open socket. New connections are whole.</summary>
    public void Freeze(string clientId)
    {
        foreach (var connection in _connections.Where(connection => connection.ClientId == clientId))
            connection.IsFrozen = true;
    }

    /// <inheritdoc/>
    public ITransportConnection Create(Uri address, string subprotocol) => new VirtualConnection(this, subprotocol);

    /// <summary>Changes the conditions for a while. Changes that overlap are undone one by one, each leaves the others in force.</summary>
    internal void ChangeFor(TimeSpan time, Func<NetworkConditions, NetworkConditions> change)
    {
        _changes.Add(change);
        Scheduler.Schedule(time, () => _changes.Remove(change));
    }

    internal NetworkConditions Current => _changes.Aggregate(Conditions, static (conditions, change) => change(conditions));

    internal void Add(VirtualConnection connection) => _connections.Add(connection);

    internal void Remove(VirtualConnection connection) => _connections.Remove(connection);
}
