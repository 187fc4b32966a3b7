using LeanRx.Server.Hosting;
using LeanRx.Server.Storage;

namespace LeanRx.Testing.Cluster.Internal;

/// <summary>One node of a <see cref="VirtualCluster"/>, as its engine sees the cluster: who it believes to be there, and to own which slot.</summary>
internal sealed class VirtualNode(VirtualCluster cluster, ClusterNode self) : ICluster
{
    readonly List<ClusterNode> _view = [];
    readonly SlotOwner?[] _owners = new SlotOwner?[Slots.Count];
    readonly Queue<Action> _held = new();
    readonly List<TaskCompletionSource> _searching = [];
    IClusterEngine? _engine;
    int _disconnections;

    public ClusterNode Self => self;

    public IReadOnlyCollection<ClusterNode> Nodes => [.. _view];

    public IClusterEngine Engine => _engine ?? throw new InvalidOperationException($"No engine was made for node '{self.Name}'.");

    public bool IsDead { get; set; }

    /// <summary>Whether nothing comes from the others or reaches them.</summary>
    public bool IsDisconnected => Disconnection is not null;

    /// <summary>Which of its separations from the others it is, and since when; null where it is none.</summary>
    public (int Number, DateTimeOffset Since)? Disconnection { get; private set; }

    /// <summary>Whether a slot can be claimed for it.</summary>
    public bool CanOwn => !IsDead && !IsDisconnected;

    /// <summary>So much later than others it hears of a node that was lost.</summary>
    public TimeSpan ViewDelay { get; set; }

    public void Start(IClusterEngine engine) => _engine = engine;

    public void Meet(ClusterNode node) => _view.Add(node);

    public bool Knows(ClusterNode node) => _view.Contains(node);

    public void Lose(ClusterNode node)
    {
        if (IsDisconnected)
            _held.Enqueue(() => Lose(node));
        else if (_view.Remove(node))
            Engine.LoseNode(node);
    }

    public void Begin(SlotOwner owner)
    {
        _owners[owner.Claim.Slot] = owner;
        Engine.BeginSlot(owner.Claim);
    }

    public async ValueTask<SlotOwner> FindOwnerAsync(int slot, SlotOwner? stale, CancellationToken cancellationToken)
    {
        if (_owners[slot] is { } known && known != stale && _view.Contains(known.Node) && !cluster.MayHaveGivenUp(this))
            return known;
        if (IsDisconnected)
        {
            // Without the option that runs continuations elsewhere: what follows happens at its instant.
            var connected = new TaskCompletionSource();
            _searching.Add(connected);
            await connected.Task.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
        return _owners[slot] = await cluster.FindOwnerAsync(slot, stale?.Node == self ? stale : null).ConfigureAwait(false);
    }

    public void Send(ClusterNode node, ReadOnlyMemory<byte> item) => cluster.Send(this, node, item);

    public void Disconnect(DateTimeOffset now) => Disconnection = (++_disconnections, now);

    /// <summary>Keeps what comes from another node, or is for it, until this one is connected again.</summary>
    public void Hold(Action arrive) => _held.Enqueue(arrive);

    public void Reconnect()
    {
        Disconnection = null;
        while (_held.TryDequeue(out var held))
            held();
        var searching = _searching.ToList();
        _searching.Clear();
        searching.ForEach(static connected => connected.SetResult());
    }
}
