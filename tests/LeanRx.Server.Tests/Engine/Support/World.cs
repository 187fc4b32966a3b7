using System.Globalization;
using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;
using LeanRx.Testing;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>An engine in virtual time over a store in memory. It is noon on 1 June 2026 when it begins.</summary>
sealed class World : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public World(ServerOptions? options = null, IMessageStore? store = null, DateTimeOffset? start = null, TestScheduler? clock = null,
        Func<IClientHomes, IClientHomes>? homes = null, Func<IScheduler, IScheduler>? timers = null, int? nodes = null)
    {
        Clock = clock ?? new TestScheduler();
        Clock.AdvanceTo((start ?? Noon).UtcTicks);
        Store = store ?? new InMemoryMessageStore(new byte[] { 1, 2, 3 });
        var set = (options ?? new ServerOptions()) with { Scheduler = timers?.Invoke(Clock) ?? Clock, Random = new Random(42) };
        var count = nodes ?? s_nodes;
        if (count > 1 && homes is null && Store is IFencedStore fenced)
        {
            Cluster = new VirtualCluster(Clock, fenced);
            Engines = [.. Enumerable.Range(1, count).Select(node =>
                new MessagingEngine(fenced, set with { Random = new Random(node), Cluster = Cluster.Join($"{node}") }))];
        }
        else
        {
            var owned = new OwnedStores(Store);
            Engines = [new MessagingEngine(owned.Shared, set, new SplitTopology(owned, homes))];
        }
    }

    /// <summary>Over how many nodes the tests are played: one, unless <c>LEANRX_NODES</c> says more.</summary>
    static readonly int s_nodes = int.Parse(Environment.GetEnvironmentVariable("LEANRX_NODES") ?? "1", CultureInfo.InvariantCulture);

    int _connected;

    /// <summary>The nodes; null where there is one.</summary>
    public VirtualCluster? Cluster { get; }

    /// <summary>How long an item is on its way from one node to another.</summary>
    public TimeSpan Latency
    {
        init => Cluster!.Latency = value;
    }

    public IReadOnlyList<MessagingEngine> Engines { get; }

    public int SessionCount => Engines.Sum(static engine => engine.SessionCount);

    public int ConnectionCount => Engines.Sum(static engine => engine.ConnectionCount);

    public TestScheduler Clock { get; }

    public IMessageStore Store { get; }

    /// <summary>The engine; of several nodes the first.</summary>
    public MessagingEngine Engine => Engines[0];

    /// <summary>The engine to which the next one connects: each in its turn.</summary>
    public MessagingEngine NextEngine => Engines[_connected++ % Engines.Count];

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Now => Clock.Now.ToUnixTimeMilliseconds();

    public void Pass(TimeSpan time) => Clock.AdvanceBy(time.Ticks);

    /// <summary>Gives a conversation to a node, in good order.</summary>
    public void Move(string id, string node) =>
        Assert.True(Cluster!.MoveSlotAsync(Slots.Of(AppOptions.Demo.ApplicationId, id), node).IsCompletedSuccessfully);

    /// <summary>A connection without a login to one of the nodes, which are counted from zero.</summary>
    public TestDevice Connect(int node, Dialect dialect = Dialect.UnreadCountsUntilRead)
    {
        _connected = node;
        return Connect(dialect);
    }

    /// <summary>A connection without a login.</summary>
    public TestDevice Connect(Dialect dialect = Dialect.UnreadCountsUntilRead, string? origin = null) =>
        new(this, new ClientConnectionInfo { Dialect = dialect, Origin = origin, RemoteAddress = "192.0.2.1" });

    public TestDevice Connect(ClientConnectionInfo info) => new(this, info);

    /// <summary>A device that has logged in, and has forgotten the frames of it.</summary>
    public TestDevice Login(string clientId, Dialect dialect = Dialect.UnreadCountsUntilRead,
        SessionCapabilities capabilities = SessionCapabilities.PartialFailures, string? tag = null, string? deviceId = null)
    {
        var device = Connect(dialect);
        device.Open(clientId, capabilities, tag, deviceId);
        Assert.Equal(SessionOperations.Opened, device.Take<SessionFrame>().Operation);
        return device;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var engine in Engines)
            await engine.DisposeAsync();
    }
}
