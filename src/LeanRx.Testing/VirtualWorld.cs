using System.Reactive.Concurrency;
using LeanRx.Server;
using LeanRx.Server.Storage;
using LeanRx.Testing.Network.Internal;
using LeanRx.Testing.Time.Internal;

namespace LeanRx.Testing;

/// <summary>A server and its clients on one virtual clock, for tests.</summary>
/// <remarks>
/// It consists of the real engine with an in-memory store, real clients and codecs, and a network with configurable faults; no sockets, no threads, no waiting.
/// The same seed gives the same run.
/// </remarks>
/// <example>
/// <code>
/// var world = new VirtualWorld(new HistoricalScheduler());
/// var tom = world.CreateClient("Tom");
/// world.Run(tom.OpenAsync());
/// </code>
/// </example>
public sealed class VirtualWorld
{

    /// <summary>An item is on its way from one node to another for less than this.</summary>
    const int MaxMillisecondsBetweenNodes = 20;

    /// <summary>So long a process that stood still goes on before it hears of the others.</summary>
    static readonly TimeSpan s_unaware = TimeSpan.FromMilliseconds(50);

    readonly VirtualWorldOptions _options;
    readonly List<LeanClient> _clients = [];
    readonly Dictionary<string, CalendarScheduler> _calendars = new(StringComparer.Ordinal);
    readonly HashSet<(string ClientId, string? Tag)> _inUse = [];
    readonly CalendarScheduler _serverCalendar;
    readonly NetworkOptions _api;
    readonly List<VirtualServer> _servers = [];
    VirtualServer? _separated;
    int _dials;
    int _restarts;

    /// <summary>
    /// Creates a world over a virtual-time scheduler: <c>TestScheduler</c> of Microsoft.Reactive.Testing, or <see cref="HistoricalScheduler"/>.
    /// </summary>
    public VirtualWorld(VirtualClock clock, VirtualWorldOptions? options = null)
    {
        _options = options ?? new VirtualWorldOptions();
        Clock = clock;
        Random = new Random(_options.Seed);
        _serverCalendar = new CalendarScheduler(clock.Scheduler);
        Store = CreateStore();
        StartServers();
        Network = new VirtualNetwork(clock.Scheduler, () => _servers[_dials++ % _servers.Count], new Random(Random.Next()));
        _api = new NetworkOptions { HttpMessageHandlerFactory = _ => new VirtualApi(Network) };
    }

    /// <summary>The clock of the world.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The scheduler of the world; use it in your own streams.</summary>
    public IScheduler Scheduler => Clock.Scheduler;

    /// <summary>The engine; the first one where there are several nodes.</summary>
    public MessagingEngine Server => _servers[0].Engine;

    /// <summary>The engines: one, or one for each node.</summary>
    public IReadOnlyList<MessagingEngine> Servers => [.. _servers.Select(static server => server.Engine)];

    /// <summary>The nodes.</summary>
    /// <value>Null: there is one engine.</value>
    public VirtualCluster? Cluster { get; private set; }

    /// <summary>The store of the engine.</summary>
    public IMessageStore Store { get; private set; }

    /// <summary>The network between clients and engine.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>The clients, in order of creation.</summary>
    public IReadOnlyList<LeanClient> Clients => _clients;

    internal int Nodes => _servers.Count;

    Random Random { get; }

    /// <summary>Creates a client of this world.</summary>
    /// <remarks>It is not open yet.</remarks>
    /// <param name="clientId">The client id.</param>
    /// <param name="configure">Changes the options.</param>
    /// <exception cref="ArgumentException">The world already has a client with this id and tag that is not disposed.</exception>
    public LeanClient CreateClient(string clientId, Func<LeanClientOptions, LeanClientOptions>? configure = null)
    {
        var options = new LeanClientOptions
        {
            Server = new Uri("http://virtual"),
            ApplicationId = AppOptions.Demo.ApplicationId,
            ClientId = clientId,
            Scheduler = CalendarOf(clientId),
            Random = new Random(Random.Next()),
            Transport = Network,
            RouteResolver = new VirtualRouter(Network),
            Network = _api,
            MissedEventSource = new VirtualMissedEvents(Network),
        };
        options = configure?.Invoke(options) ?? options;
        var identity = (options.ClientId, options.Tag);
        if (_inUse.Contains(identity))
            throw new ArgumentException($"The world has a client \"{options.ClientId}\" with " +
                $"{(options.Tag is null ? "no tag" : $"the tag \"{options.Tag}\"")} already: give this one another Tag, or dispose of the first.",
                    nameof(clientId));
        var client = new LeanClient(options);
        _inUse.Add(identity);
        client.StateChanges.Subscribe(static _ => { }, () => _inUse.Remove(identity));
        _clients.Add(client);
        return client;
    }

    /// <summary>Advances the time.</summary>
    public void AdvanceBy(TimeSpan time) => Clock.AdvanceBy(time);

    /// <summary>Lets time pass until a command has completed, at most one minute of virtual time, and throws its exception.</summary>
    /// <param name="command">The command.</param>
    public void Run(Task command) => Run(command, TimeSpan.FromMinutes(1));

    /// <inheritdoc cref="Run(Task)"/>
    /// <param name="within">The longest virtual time to let pass.</param>
    public void Run(Task command, TimeSpan within)
    {
        Clock.RunUntil(command, within);
        command.GetAwaiter().GetResult();
    }

    /// <summary>Lets time pass until a command has completed, at most one minute of virtual time, and returns its result.</summary>
    /// <param name="command">The command.</param>
    public T Run<T>(Task<T> command) => Run(command, TimeSpan.FromMinutes(1));

    /// <inheritdoc cref="Run{T}(Task{T})"/>
    /// <param name="within">The longest virtual time to let pass.</param>
    public T Run<T>(Task<T> command, TimeSpan within)
    {
        Clock.RunUntil(command, within);
        return command.GetAwaiter().GetResult();
    }

    /// <summary>The server is killed and is up again at the same instant; every connection breaks.</summary>
    /// <remarks>
    /// Of several nodes one is killed, each in its turn, and only its connections break; the others hear of it after
    /// <see cref="VirtualCluster.DetectionTime"/>. Without the store all are.
    /// </remarks>
    /// <param name="keepStore">Whether it comes back with what it had stored. Default true.</param>
    public void RestartServer(bool keepStore = true)
    {
        if (Cluster is not null && keepStore)
        {
            RestartNode(_restarts++ % _servers.Count);
            return;
        }
        _servers.ForEach(static server => server.Process.Kill());
        Network.Cut();
        if (!keepStore)
            Store = CreateStore();
        StartServers();
    }

    /// <summary>
    /// Sets the calendar of one computer: what it reads as the date is later or earlier from now on, what it waits for takes as long as ever.
    /// </summary>
    /// <remarks>The world's own clock goes on undisturbed.</remarks>
    /// <param name="by">How far; negative for an earlier date.</param>
    /// <param name="clientId">Whose computer, now and for clients of that id that are made later; null for the server's.</param>
    public void JumpClock(TimeSpan by, string? clientId = null) => (clientId is null ? _serverCalendar : CalendarOf(clientId)).Offset += by;

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

    CalendarScheduler CalendarOf(string clientId)
    {
        if (!_calendars.TryGetValue(clientId, out var calendar))
            _calendars.Add(clientId, calendar = new CalendarScheduler(Scheduler));
        return calendar;
    }

    IMessageStore CreateStore()
    {
        var secret = new byte[32];
        Random.NextBytes(secret);
        return _options.CreateStore?.Invoke() ?? new InMemoryMessageStore(secret);
    }

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
