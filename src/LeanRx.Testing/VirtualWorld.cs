using System.Reactive.Concurrency;
using LeanRx.Server;

namespace LeanRx.Testing;

/// <summary>
/// A server and its clients on one virtual clock: the real engine over the in-memory store, real clients over the real codec, and a network of which every
/// fault is a choice. No sockets, no threads, no waiting: the same seed gives the same run.
/// </summary>
/// <example>
/// <code>
/// var world = new VirtualWorld(new HistoricalScheduler());
/// var tom = world.CreateClient("Tom");
/// world.Run(tom.OpenAsync());
/// </code>
/// </example>
public sealed class VirtualWorld
{
    readonly VirtualWorldOptions _options;
    readonly List<LeanClient> _clients = [];

    /// <summary>Makes a world over a virtual-time scheduler: <c>TestScheduler</c> of Microsoft.Reactive.Testing, or <see cref="HistoricalScheduler"/>.</summary>
    public VirtualWorld(VirtualClock clock, VirtualWorldOptions? options = null)
    {
        _options = options ?? new VirtualWorldOptions();
        Clock = clock;
        Random = new Random(_options.Seed);
        Store = new InMemoryMessageStore();
        Server = StartServer();
        Network = new VirtualNetwork(clock.Scheduler, () => Server, new Random(Random.Next()));
    }

    /// <summary>The clock of everything.</summary>
    public VirtualClock Clock { get; }

    /// <summary>The one clock as the scheduler that everything runs on: use it in your own streams.</summary>
    public IScheduler Scheduler => Clock.Scheduler;

    /// <summary>The engine.</summary>
    public MessagingEngine Server { get; private set; }

    /// <summary>What the engine has stored.</summary>
    public IMessageStore Store { get; private set; }

    /// <summary>The network between clients and engine.</summary>
    public VirtualNetwork Network { get; }

    /// <summary>The clients, in the order in which they were made.</summary>
    public IReadOnlyList<LeanClient> Clients => _clients;

    Random Random { get; }

    /// <summary>Makes a client of this world. It is not open yet.</summary>
    /// <param name="clientId">Who it is.</param>
    /// <param name="configure">Changes its options.</param>
    public LeanClient CreateClient(string clientId, Func<LeanClientOptions, LeanClientOptions>? configure = null)
    {
        var options = new LeanClientOptions
        {
            Server = new Uri("ws://virtual"),
            ApplicationId = AppOptions.Demo.ApplicationId,
            ClientId = clientId,
            Scheduler = Scheduler,
            Random = new Random(Random.Next()),
            Transport = Network,
        };
        var client = new LeanClient(configure?.Invoke(options) ?? options);
        _clients.Add(client);
        return client;
    }

    /// <summary>Lets time pass.</summary>
    public void AdvanceBy(TimeSpan time) => Clock.AdvanceBy(time);

    /// <summary>Lets time pass until a command has ended, and throws what it threw.</summary>
    /// <param name="command">A task that this world completes.</param>
    /// <param name="within">How long at most. Default 1 minute of virtual time.</param>
    public void Run(Task command, TimeSpan? within = null)
    {
        Clock.RunUntil(command, within);
        command.GetAwaiter().GetResult();
    }

    /// <summary>Lets time pass until a command has ended, and hands out its result.</summary>
    /// <param name="command">A task that this world completes.</param>
    /// <param name="within">How long at most. Default 1 minute of virtual time.</param>
    public T Run<T>(Task<T> command, TimeSpan? within = null)
    {
        Clock.RunUntil(command, within);
        return command.GetAwaiter().GetResult();
    }

    /// <summary>The server goes down and is up again at the same instant; every connection breaks.</summary>
    /// <param name="keepStore">Whether it comes back with what it had stored. Default true.</param>
    public void RestartServer(bool keepStore = true)
    {
        Network.Cut();
        if (!keepStore)
            Store = new InMemoryMessageStore();
        Server = StartServer();
    }

    MessagingEngine StartServer() => new(Store, _options.Server with { Scheduler = Scheduler, Random = new Random(Random.Next()) });
}
