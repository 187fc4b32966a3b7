using System.Reactive.Concurrency;
using LeanRx.Server;
using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;
using LeanRx.Testing.Cluster.Internal;

namespace LeanRx.Testing;

/// <summary>The nodes of a cluster on one virtual clock, for tests: several engines over one store, without sockets and threads.</summary>
/// <remarks>
/// It decides at once who owns which slot, and brings what nodes say to each other in order, after <see cref="Latency"/>. A node can be killed; the others hear
/// of it after <see cref="DetectionTime"/>.
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
        scheduler.Schedule(DetectionTime, () => Lose(killed));
    }

    /// <summary>Moves a slot to another node in good order.</summary>
    /// <remarks>Its owner completes what has begun, and saves what is not saved yet.</remarks>
    /// <exception cref="ArgumentException">There is no such node.</exception>
    public async Task MoveSlotAsync(int slot, string name, CancellationToken cancellationToken = default)
    {
        var (next, owner) = (Find(name), _owners[slot]);
        if (owner is not null && _nodes.Find(node => node.Self == owner.Node) is { IsDead: false } before)
            await before.Engine.EndSlotAsync(owner.Claim, cancellationToken).ConfigureAwait(false);
        await ClaimAsync(slot, next).ConfigureAwait(false);
    }

    internal ValueTask<SlotOwner> FindOwnerAsync(int slot) =>
        _owners[slot] is { } owner && _nodes.Exists(node => node.Self == owner.Node) ? new(owner) : ClaimAsync(slot, BestFor(slot));

    internal void Send(VirtualNode from, ClusterNode to, ReadOnlyMemory<byte> item)
    {
        if (from.IsDead)
            return;
        if (Latency > TimeSpan.Zero)
            scheduler.Schedule(Latency, () => Arrive(from, to, item));
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
        if (_nodes.Contains(from) && _nodes.Find(node => node.Self == to) is { IsDead: false } reached)
            reached.Engine.Receive(from.Self, item);
    }

    void Lose(VirtualNode lost)
    {
        _nodes.Remove(lost);
        foreach (var node in _nodes.ToList())
            node.Engine.LoseNode(lost.Self);
    }

    async ValueTask<SlotOwner> ClaimAsync(int slot, VirtualNode node)
    {
        var claims = await store.ClaimAsync([slot], node.Self.ToString()).ConfigureAwait(false);
        var owner = new SlotOwner(node.Self, claims[0]);
        _owners[slot] = owner;
        node.Engine.BeginSlot(owner.Claim);
        return owner;
    }

    /// <summary>The node that wins the slot among those that are there: most slots stay where they are when others come and go.</summary>
    VirtualNode BestFor(int slot) => _nodes.Where(static node => !node.IsDead)
        .MaxBy(node => (Slots.Of(node.Self.ToString(), $"{slot}") * Slots.Count) + Slots.Of($"{slot}", node.Self.Name))!;

    VirtualNode Find(string name) =>
        _nodes.Find(node => node.Self.Name == name && !node.IsDead) ?? throw new ArgumentException($"The cluster has no node '{name}'.", nameof(name));
}
