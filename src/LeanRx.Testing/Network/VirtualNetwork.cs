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
    readonly LinkedList<VirtualConnection> _connections = [];
    readonly Dictionary<VirtualConnection, LinkedListNode<VirtualConnection>> _places = [];
    readonly List<Func<NetworkConditions, NetworkConditions>> _changes = [];
    readonly List<SingleFrame> _singles = [];
    readonly List<LostFrame> _lost = [];
    readonly DialLimit _dialLimit = new();

    internal VirtualNetwork(IScheduler scheduler, Func<MessagingEngine> server, Random random)
    {
        Scheduler = scheduler;
        Server = server;
        Random = random;
    }

    internal IScheduler Scheduler { get; }

    internal Func<MessagingEngine> Server { get; }

    internal Random Random { get; }

    internal Payloads Payloads { get; } = new();

    /// <summary>How the network behaves from now on. Default: 10 milliseconds each way, nothing lost.</summary>
    public NetworkConditions Conditions { get; set; } = new();

    /// <summary>How often anybody dialled, refused dials included.</summary>
    public int Dials { get; internal set; }

    /// <summary>Connections that are open now, as the clients see it.</summary>
    public int OpenConnections => _connections.Count(connection => connection.IsOpen);

    /// <summary>
    /// The frames that were lost without a trace while their connections lived on: by <see cref="NetworkConditions.DropRate"/> or by <see cref="DropNext"/>.
    /// </summary>
    public IReadOnlyList<LostFrame> Lost => _lost;

    /// <summary>Breaks every open connection at this instant, both sides notice at once; payloads under way are lost.</summary>
    public void Cut() => Cut(_ => true);

    /// <summary>Breaks the open connections of one client at this instant.</summary>
    public void Cut(string clientId) => Cut(connection => connection.ClientIds.Contains(clientId));

    void Cut(Func<VirtualConnection, bool> which)
    {
        foreach (var connection in _connections.Where(which).ToArray())
            connection.Break(1006, "The virtual network was cut.");
    }

    /// <summary>
    /// From now on nothing passes on the open connections of a client, in neither direction, and neither side is told: a half-open socket. New connections are
    /// whole.
    /// </summary>
    public void Freeze(string clientId)
    {
        Freeze(clientId, FrameDirection.Sent);
        Freeze(clientId, FrameDirection.Received);
    }

    /// <summary>The same in one direction alone; what goes in the other still arrives.</summary>
    /// <param name="clientId">Whose connections.</param>
    /// <param name="direction">Which way nothing passes any more, as the client sees it.</param>
    public void Freeze(string clientId, FrameDirection direction)
    {
        foreach (var connection in _connections.Where(connection => connection.ClientIds.Contains(clientId)))
        {
            connection.IsFrozenSending |= direction == FrameDirection.Sent;
            connection.IsFrozenReceiving |= direction == FrameDirection.Received;
        }
    }

    /// <summary>The next frame of a client is lost without a trace; its connection lives on.</summary>
    /// <param name="clientId">Whose.</param>
    /// <param name="direction">Which way it goes, as the client sees it.</param>
    /// <param name="command">Its command, <c>ack</c> for example; null for any but a heartbeat.</param>
    public void DropNext(string clientId, FrameDirection direction, string? command = null) =>
        _singles.Add(new SingleFrame(clientId, direction, command, Copies: 0));

    /// <summary>The next frame of a client arrives twice.</summary>
    /// <inheritdoc cref="DropNext" path="/param"/>
    public void DuplicateNext(string clientId, FrameDirection direction, string? command = null) =>
        _singles.Add(new SingleFrame(clientId, direction, command, Copies: 2));

    /// <summary>
    /// Ends what faults have begun: lasting ones are over, single frames that have not come pass. <see cref="Conditions"/> stay, and so do connections through
    /// which nothing passes.
    /// </summary>
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
