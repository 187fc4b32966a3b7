using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Testing.Network.Internal;

namespace LeanRx.Testing;

/// <summary>The network between the clients and the engine of a world: real codecs on both sides, no sockets, one clock.</summary>
/// <remarks>
/// Its behaviour is set by <see cref="Conditions"/>, at any time, and by its methods. Payloads of one direction of a connection never overtake each other.
/// </remarks>
public sealed class VirtualNetwork : ITransport
{
    readonly LinkedList<VirtualConnection> _connections = [];
    readonly Dictionary<VirtualConnection, LinkedListNode<VirtualConnection>> _places = [];
    readonly List<Func<NetworkConditions, NetworkConditions>> _changes = [];
    readonly List<SingleFrame> _singles = [];
    readonly List<LostFrame> _lost = [];
    readonly DialLimit _dialLimit = new();

    internal VirtualNetwork(IScheduler scheduler, Func<VirtualServer> server, Random random)
    {
        Scheduler = scheduler;
        Server = server;
        Random = random;
    }

    internal IScheduler Scheduler { get; }

    internal Func<VirtualServer> Server { get; }

    internal Random Random { get; }

    internal Payloads Payloads { get; } = new();

    /// <summary>The behaviour of the network from now on.</summary>
    /// <value>10 milliseconds each way, nothing is lost.</value>
    public NetworkConditions Conditions { get; set; } = new();

    /// <summary>The number of attempts to connect, including refused ones.</summary>
    public int Dials { get; internal set; }

    /// <summary>The number of open connections, seen from the clients.</summary>
    public int OpenConnections => _connections.Count(connection => connection.IsOpen);

    /// <summary>
    /// The frames that were lost without notice while their connections stayed open, by <see cref="NetworkConditions.DropRate"/> or <see cref="DropNext"/>.
    /// </summary>
    public IReadOnlyList<LostFrame> Lost => _lost;

    /// <summary>Breaks all open connections at once; both sides notice, and payloads in transit are lost.</summary>
    public void Cut() => Cut(_ => true);

    /// <summary>Breaks the open connections of a client at once.</summary>
    public void Cut(string clientId) => Cut(connection => connection.ClientIds.Contains(clientId));

    /// <summary>Breaks the connections to one engine.</summary>
    internal void Cut(VirtualServer server) => Cut(connection => connection.Server == server);

    void Cut(Func<VirtualConnection, bool> which)
    {
        foreach (var connection in _connections.Where(which).ToArray())
            connection.Break(1006, "The virtual network was cut.");
    }

    /// <summary>Makes the open connections of a client half-open: nothing is delivered any more in either direction, and neither side is notified.</summary>
    /// <remarks>New connections work.</remarks>
    public void Freeze(string clientId)
    {
        Freeze(clientId, FrameDirection.Sent);
        Freeze(clientId, FrameDirection.Received);
    }

    /// <summary>Makes the open connections of a client half-open in one direction only.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="direction">The direction in which nothing is delivered any more, seen from the client.</param>
    public void Freeze(string clientId, FrameDirection direction)
    {
        foreach (var connection in _connections.Where(connection => connection.ClientIds.Contains(clientId)))
        {
            connection.IsFrozenSending |= direction == FrameDirection.Sent;
            connection.IsFrozenReceiving |= direction == FrameDirection.Received;
        }
    }

    /// <summary>Drops the next frame of a client without notice; its connection stays open.</summary>
    /// <param name="clientId">The client.</param>
    /// <param name="direction">The direction of the frame, seen from the client.</param>
    /// <param name="command">The command of the frame, for example <c>ack</c>; null for any frame except heartbeats.</param>
    public void DropNext(string clientId, FrameDirection direction, string? command = null) =>
        _singles.Add(new SingleFrame(clientId, direction, command, Copies: 0));

    /// <summary>Delivers the next frame of a client twice.</summary>
    /// <inheritdoc cref="DropNext" path="/param"/>
    public void DuplicateNext(string clientId, FrameDirection direction, string? command = null) =>
        _singles.Add(new SingleFrame(clientId, direction, command, Copies: 2));

    /// <summary>Ends the effects of faults: lasting ones, and single frames that have not come.</summary>
    /// <remarks><see cref="Conditions"/> and half-open connections stay.</remarks>
    public void Heal()
    {
        _changes.Clear();
        _singles.Clear();
    }

    /// <inheritdoc/>
    public ITransportConnection Create(Uri address, string subprotocol) => new VirtualConnection(this, subprotocol);

    /// <summary>Changes the conditions for a while. Changes that overlap are undone one by one, each leaves the others in force.</summary>
    internal void ChangeFor(TimeSpan time, Func<NetworkConditions, NetworkConditions> change)
    {
        _changes.Add(change);
        Scheduler.Schedule(time, () => _changes.Remove(change));
    }

    internal NetworkConditions Current => _changes.Count == 0 ? Conditions : _changes.Aggregate(Conditions, static (conditions, change) => change(conditions));

    /// <summary>How many bytes a second pass on a connection of these clients, each way; null for as many as there are.</summary>
    internal int? RateOf(IReadOnlyCollection<string> clientIds)
    {
        var conditions = Current;
        var rate = conditions.BytesPerSecond;
        if (conditions.BytesPerSecondOf.Count == 0)
            return rate;
        foreach (var clientId in clientIds)
            if (conditions.BytesPerSecondOf.TryGetValue(clientId, out var own) && !(own >= rate))
                rate = own;
        return rate;
    }

    internal void Add(VirtualConnection connection) => _places.Add(connection, _connections.AddLast(connection));

    internal void Remove(VirtualConnection connection)
    {
        if (_places.Remove(connection, out var place))
            _connections.Remove(place);
    }

    internal bool TakesDial() => _dialLimit.Takes(Scheduler.Now, Current.MaxDialsPerSecond);

    internal SingleFrame? TakeSingle(string? clientId, FrameDirection direction, Frame? frame)
    {
        if (_singles.Count == 0 || _singles.Find(it => it.IsMeant(clientId, direction, frame)) is not { } single)
            return null;
        _singles.Remove(single);
        return single;
    }

    /// <summary>The way of a request or of its answer.</summary>
    internal Task TravelAsync(CancellationToken cancellationToken)
    {
        if (Current.RefusesRoutes)
            return Task.FromException(new HttpRequestException("The virtual REST interface is down."));
        // Without the option that runs continuations elsewhere: what follows happens at its instant.
        var arrival = new TaskCompletionSource();
        Scheduler.Schedule(Current.Latency, () => arrival.TrySetResult());
        return arrival.Task.WaitAsync(cancellationToken);
    }

    internal void Note(LostFrame frame) => _lost.Add(frame);
}
