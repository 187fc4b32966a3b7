using System.Reactive.Concurrency;
using LeanRx.Server;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using LeanRx.Testing.Cluster.Internal;

namespace LeanRx.Testing;

/// <summary>The nodes of a cluster on one virtual clock, for tests: several engines over one store, without sockets and threads.</summary>
/// <remarks>
/// It decides at once who owns which slot, and brings what nodes say to each other in order, after <see cref="Latency"/>. A node can be killed, or lose the
/// others and find them again; they give it up after <see cref="DetectionTime"/>. Nodes remember who owns which slot, as the nodes of a real cluster do.
/// </remarks>
/// <example>
/// <code>
/// var cluster = new VirtualCluster(scheduler, new InMemoryMessageStore());
/// var first = new MessagingEngine(cluster.Store, new ServerOptions { Scheduler = scheduler, Cluster = cluster.Join("a") });
/// var second = new MessagingEngine(cluster.Store, new ServerOptions { Scheduler = scheduler, Cluster = cluster.Join("b") });
/// </code>
/// </example>
/// <param name="scheduler">The virtual clock.</param>
/// <param name="store">The store that all nodes share.</param>
public sealed class VirtualCluster(IScheduler scheduler, IFencedStore store)
{
    readonly List<VirtualNode> _nodes = [];
    readonly SlotOwner?[] _owners = new SlotOwner?[Slots.Count];
    readonly Dictionary<(string From, string To), TimeSpan> _latencies = [];
    readonly Dictionary<int, TaskCompletionSource> _moving = [];
    readonly Queue<Action> _arriving = new();
    bool _isArriving;
    long _lives;

    /// <summary>The store that all nodes share.</summary>
    public IFencedStore Store => store;

    /// <summary>How long an item is on its way from one node to another.</summary>
    /// <value>Zero: it has arrived when the call that sends it returns.</value>
    public TimeSpan Latency { get; set; }

    /// <summary>How long it takes until the others hear of a node that was killed.</summary>
    /// <value>500 milliseconds.</value>
    public TimeSpan DetectionTime { get; set; } = TimeSpan.FromMilliseconds(500);

    /// <summary>The nodes that are there, in the order in which they joined.</summary>
    public IReadOnlyList<ClusterNode> Nodes => [.. _nodes.Select(static node => node.Self)];

    /// <summary>Sets how long an item is on its way from one node to another, where that differs from <see cref="Latency"/>.</summary>
    /// <remarks>Set it before the nodes say anything: what was sent earlier arrives earlier only with the same latency.</remarks>
    /// <param name="from">The name of the node that sends.</param>
    /// <param name="to">The name of the node to which it sends.</param>
    /// <param name="latency">How long it takes.</param>
    public void SetLatency(string from, string to, TimeSpan latency) => _latencies[(from, to)] = latency;

    /// <summary>Adds a node, for the engine that is made with it.</summary>
    /// <param name="name">The name of the node. A node that was killed may join again, which begins its next life.</param>
    /// <exception cref="ArgumentException">There is a node with this name.</exception>
    public ICluster Join(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        if (_nodes.Any(node => node.Self.Name == name && !node.IsDead))
            throw new ArgumentException($"The cluster has a node '{name}' already.", nameof(name));
        var joined = new VirtualNode(this, new ClusterNode(name, ++_lives));
        _nodes.Add(joined);
        foreach (var node in _nodes)
        {
            joined.Meet(node.Self);
            if (node != joined)
                node.Meet(joined.Self);
        }
        return joined;
    }

    /// <summary>Kills a node: nothing comes from it or arrives at it any more.</summary>
    /// <remarks>
    /// What it owned goes to others when they hear of it. Its engine goes on where nobody stops it, as a process would that is cut off.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void Kill(string name)
    {
        var killed = Find(name);
        killed.IsDead = true;
        scheduler.ScheduleAsync(DetectionTime, (_, _) => LoseAsync(killed));
    }

    /// <summary>Separates a node from the others: what they say to each other waits.</summary>
    /// <remarks>
    /// It reaches the store, and goes on as the owner of what it owned. After <see cref="DetectionTime"/> the others give it up, and what it owned goes to
    /// them; it knows that they may have, and finds no owner of a slot any more.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void Disconnect(string name)
    {
        var node = Find(name);
        if (node.IsDisconnected)
            return;
        node.Disconnect(scheduler.Now);
        var disconnection = node.Disconnection;
        scheduler.ScheduleAsync(DetectionTime, (_, _) => node.Disconnection == disconnection ? LoseAsync(node) : Task.CompletedTask);
    }

    /// <summary>Ends what <see cref="Disconnect"/> began: what the nodes have said to each other arrives.</summary>
    /// <returns>
    /// False when the others have given the node up: nothing of it arrives, and it has to <see cref="Join"/> for its next life.
    /// </returns>
    public bool Reconnect(string name)
    {
        if (_nodes.Find(node => node.Self.Name == name && !node.IsDead) is not { } node)
            return false;
        node.Reconnect();
        return true;
    }

    /// <summary>Lets a node hear later than the others of those that were lost.</summary>
    /// <param name="name">The node.</param>
    /// <param name="delay">How much later; zero ends it for those that are lost from now on.</param>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public void SetViewDelay(string name, TimeSpan delay) => Find(name).ViewDelay = delay;

    /// <summary>Moves a slot to another node in good order.</summary>
    /// <remarks>Its owner completes what has begun, and saves what is not saved yet.</remarks>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    /// <exception cref="InvalidOperationException">That node, or the owner, is separated from the others.</exception>
    public async Task MoveSlotAsync(int slot, string name, CancellationToken cancellationToken = default)
    {
        while (_moving.TryGetValue(slot, out var earlier))
            await earlier.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        var next = Find(name);
        var owner = _owners[slot];
        var before = _nodes.Find(node => node.Self == owner?.Node && !node.IsDead);
        if (next.IsDisconnected || before is { IsDisconnected: true })
            throw new InvalidOperationException($"Slot {slot} cannot move: a node is separated from the others.");
        // Without the option that runs continuations elsewhere: what follows happens at its instant.
        var moved = _moving[slot] = new TaskCompletionSource();
        try
        {
            if (before is not null)
                await before.Engine.EndSlotAsync(owner!.Claim, cancellationToken).ConfigureAwait(false);
            await ClaimAsync(slot, next).ConfigureAwait(false);
        }
        finally
        {
            _moving.Remove(slot);
            moved.SetResult();
        }
    }

    /// <summary>The slots that have an owner other than this node, which can be asked to let go.</summary>
    internal IReadOnlyList<int> SlotsElsewhere(string name) =>
    [
        .. Enumerable.Range(0, Slots.Count).Where(slot => _owners[slot] is { } owner && owner.Node.Name != name
            && _nodes.Exists(node => node.Self == owner.Node && node.CanOwn)),
    ];

    internal bool MayHaveGivenUp(VirtualNode node) => node.Disconnection is { } disconnection && scheduler.Now >= disconnection.Since + DetectionTime;

    /// <param name="lost">What the node that asks was, and is not any more.</param>
    internal async ValueTask<SlotOwner> FindOwnerAsync(int slot, SlotOwner? lost)
    {
        if (lost is not null && lost == _owners[slot] && _moving.TryGetValue(slot, out var moving))
            await moving.Task.ConfigureAwait(false);
        return _owners[slot] is { } owner && owner != lost && _nodes.Exists(node => node.Self == owner.Node)
            ? owner
            : await ClaimAsync(slot, BestFor(slot)).ConfigureAwait(false);
    }

    internal void Send(VirtualNode from, ClusterNode to, ReadOnlyMemory<byte> item)
    {
        if (from.IsDead)
            return;
        if (_latencies.GetValueOrDefault((from.Self.Name, to.Name), Latency) is var latency && latency > TimeSpan.Zero)
            scheduler.Schedule(latency, () => Arrive(from, to, item));
        else
            Pump(() => Arrive(from, to, item));
    }

    /// <summary>One after the other and never nested, so that they stay in order.</summary>
    void Pump(Action arrive)
    {
        _arriving.Enqueue(arrive);
        if (_isArriving)
            return;
        _isArriving = true;
        try
        {
            while (_arriving.TryDequeue(out var next))
                next();
        }
        finally
        {
            _isArriving = false;
        }
    }

    void Arrive(VirtualNode from, ClusterNode to, ReadOnlyMemory<byte> item)
    {
        if (_nodes.Find(node => node.Self == to) is not { IsDead: false } reached)
            return;
        var separated = reached.IsDisconnected ? reached : from.IsDisconnected ? from : null;
        if (separated is not null)
            separated.Hold(() => Arrive(from, to, item));
        else if (reached.Knows(from.Self))
            reached.Engine.Receive(from.Self, item);
    }

    async Task LoseAsync(VirtualNode lost)
    {
        if (!_nodes.Remove(lost))
            return;
        // First, so that it stores nothing any more that nobody is told.
        if (_nodes.Exists(static node => node.CanOwn))
            foreach (var owner in _owners.Where(owner => owner?.Node == lost.Self).ToList())
                await ClaimAsync(owner!.Claim.Slot, BestFor(owner.Claim.Slot)).ConfigureAwait(false);
        foreach (var node in _nodes.ToList())
            if (node.ViewDelay > TimeSpan.Zero)
                scheduler.Schedule(node.ViewDelay, () => node.Lose(lost.Self));
            else
                node.Lose(lost.Self);
    }

    async ValueTask<SlotOwner> ClaimAsync(int slot, VirtualNode node)
    {
        var claims = await store.ClaimAsync([slot], node.Self.ToString()).ConfigureAwait(false);
        var owner = new SlotOwner(node.Self, claims[0]);
        _owners[slot] = owner;
        node.Begin(owner);
        return owner;
    }

    /// <summary>The node that wins the slot among those that are there: most slots stay where they are when others come and go.</summary>
    VirtualNode BestFor(int slot) => _nodes.Where(static node => node.CanOwn)
        .MaxBy(node => (Slots.Of(node.Self.ToString(), $"{slot}") * Slots.Count) + Slots.Of($"{slot}", node.Self.Name))
        ?? throw new InvalidOperationException($"Slot {slot} has no owner: no node is left that could own it.");

    VirtualNode Find(string name) =>
        _nodes.Find(node => node.Self.Name == name && !node.IsDead) ?? throw new ArgumentException($"The cluster has no node '{name}'.", nameof(name));
}
