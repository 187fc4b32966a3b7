using System.Reactive.Concurrency;
using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing.Network.Internal;
using LeanRx.Testing.Time.Internal;

namespace LeanRx.Testing;

// The servers: one, or one for each node of a cluster.
public sealed partial class VirtualWorld
{
    /// <summary>An item is on its way from one node to another for less than this.</summary>
    const int MaxMillisecondsBetweenNodes = 20;

    /// <summary>So long a process that stood still goes on before it hears of the others.</summary>
    static readonly TimeSpan s_unaware = TimeSpan.FromMilliseconds(50);

    readonly List<VirtualServer> _servers = [];
    VirtualServer? _separated;
    int _restarts;

    /// <summary>Suspends a server for a while, as a machine that stands still.</summary>
    internal void Suspend(int node, TimeSpan time)
    {
        var server = _servers[node - 1];
        if (!TryDisconnect(server))
            return;
        server.Process.Suspend();
        Scheduler.Schedule(time, () =>
        {
            if (!IsThere(server))
                return;
            server.Process.Resume();
            Scheduler.Schedule(s_unaware, () => Reconnect(server));
        });
    }

    /// <summary>Separates a node from the others for a while; clients and the store reach it.</summary>
    internal void Separate(int node, TimeSpan time)
    {
        var server = _servers[node - 1];
        if (TryDisconnect(server))
            Scheduler.Schedule(time, () => Reconnect(server));
    }

    /// <summary>Lets a node hear later of those that are lost.</summary>
    internal void DelayViews(int node, TimeSpan time)
    {
        var server = _servers[node - 1];
        SetViewDelay(server, time);
        Scheduler.Schedule(time, () => SetViewDelay(server, TimeSpan.Zero));
    }

    /// <summary>Moves every slot that has an owner to one node.</summary>
    internal void MoveSlots(int node)
    {
        var name = _servers[node - 1].Name;
        if (_separated == _servers[node - 1])
            return;
        foreach (var slot in Cluster?.SlotsElsewhere(name) ?? [])
            _ = Cluster!.MoveSlotAsync(slot, name);
    }

    /// <summary>One at a time: what is left is the larger part.</summary>
    bool TryDisconnect(VirtualServer server)
    {
        if (Cluster is null || _separated is not null)
            return Cluster is null;
        _separated = server;
        Cluster.Disconnect(server.Name);
        return true;
    }

    /// <summary>A node that was given up is told so: its process ends, and begins again.</summary>
    void Reconnect(VirtualServer server)
    {
        if (Cluster is null || !IsThere(server))
            return;
        _separated = null;
        if (!Cluster.Reconnect(server.Name))
            RestartNode(_servers.IndexOf(server));
    }

    void SetViewDelay(VirtualServer server, TimeSpan delay)
    {
        if (IsThere(server) && Cluster?.Nodes.Any(node => node.Name == server.Name) == true)
            Cluster.SetViewDelay(server.Name, delay);
    }

    bool IsThere(VirtualServer server) => _servers.Contains(server);

    void StartServers()
    {
        _servers.Clear();
        _separated = null;
        if (_options.Nodes > 1)
        {
            var store = Store as IFencedStore ?? throw new ArgumentException($"Several nodes need a store that is an {nameof(IFencedStore)}.");
            Cluster = new VirtualCluster(Scheduler, store);
            DrawLatencies(Cluster, new Random(_options.Seed));
        }
        for (var node = 1; node <= _options.Nodes; node++)
            _servers.Add(StartServer(NameOf(node)));
    }

    void RestartNode(int index)
    {
        var killed = _servers[index];
        killed.Process.Kill();
        if (Cluster!.Nodes.Any(node => node.Name == killed.Name))
            Cluster.Kill(killed.Name);
        if (_separated == killed)
            _separated = null;
        Network.Cut(killed);
        _servers[index] = StartServer(killed.Name);
    }

    /// <summary>No two ways take the same time.</summary>
    void DrawLatencies(VirtualCluster cluster, Random random)
    {
        for (var from = 1; from <= _options.Nodes; from++)
            for (var to = 1; to <= _options.Nodes; to++)
                cluster.SetLatency(NameOf(from), NameOf(to), TimeSpan.FromMilliseconds(random.Next(1, MaxMillisecondsBetweenNodes)));
    }

    static string NameOf(int node) => $"node {node}";

    VirtualServer StartServer(string name)
    {
        var process = new ProcessScheduler(_serverCalendar);
        var node = Cluster?.Join(name);
        if (node is not null && _options.WrapNode is { } wrap)
            node = wrap(node);
        var options = _options.Server with { Scheduler = process, Random = new Random(Random.Next()), Cluster = node };
        return new VirtualServer(name, process, new MessagingEngine(Store, options));
    }
}
