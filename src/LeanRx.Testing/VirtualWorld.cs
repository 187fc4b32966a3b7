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
public sealed partial class VirtualWorld
{
    readonly VirtualWorldOptions _options;
    readonly List<LeanClient> _clients = [];
    readonly Dictionary<string, CalendarScheduler> _calendars = new(StringComparer.Ordinal);
    readonly HashSet<(string ClientId, string? Tag)> _inUse = [];
    readonly CalendarScheduler _serverCalendar;
    readonly NetworkOptions _api;
    int _dials;

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
}
