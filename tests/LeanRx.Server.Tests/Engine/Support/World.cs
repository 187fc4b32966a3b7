using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Sessions.Internal;
using LeanRx.Server.Storage;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests.Support;

/// <summary>An engine in virtual time over a store in memory. It is noon on 1 June 2026 when it begins.</summary>
sealed class World : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

    public World(ServerOptions? options = null, IMessageStore? store = null, DateTimeOffset? start = null, TestScheduler? clock = null,
        Func<IClientHomes, IClientHomes>? homes = null, Func<IScheduler, IScheduler>? timers = null)
    {
        Clock = clock ?? new TestScheduler();
        Clock.AdvanceTo((start ?? Noon).UtcTicks);
        Store = store ?? new InMemoryMessageStore(new byte[] { 1, 2, 3 });
        var owned = new OwnedStores(Store);
        var scheduler = timers?.Invoke(Clock) ?? Clock;
        Engine = new MessagingEngine(owned.Shared, (options ?? new ServerOptions()) with { Scheduler = scheduler, Random = new Random(42) }, owned,
            static own => new SplitPlaces(own), homes);
    }

    public TestScheduler Clock { get; }

    public IMessageStore Store { get; }

    public MessagingEngine Engine { get; }

    /// <summary>Milliseconds since 1970 UTC.</summary>
    public long Now => Clock.Now.ToUnixTimeMilliseconds();

    public void Pass(TimeSpan time) => Clock.AdvanceBy(time.Ticks);

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

    public ValueTask DisposeAsync() => Engine.DisposeAsync();
}
