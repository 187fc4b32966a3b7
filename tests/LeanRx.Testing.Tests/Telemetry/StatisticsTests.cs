using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Tests.Telemetry;

/// <summary>What a server knows of itself, in virtual time: it begins at a whole minute, and 5 ms pass until a message is durable.</summary>
public class StatisticsTests
{
    static readonly DateTimeOffset Start = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);
    static readonly TimeSpan Store = TimeSpan.FromMilliseconds(5);

    readonly VirtualWorld _world;

    public StatisticsTests()
    {
        var scheduler = new HistoricalScheduler(Start);
        _world = new VirtualWorld(scheduler, new VirtualWorldOptions { CreateStore = () => new SlowStore(new InMemoryMessageStore(), scheduler, Store) });
    }

    ServerApplication Demo => _world.Server.Applications["demo"];

    LeanClient LogIn(string name, string? tag = null)
    {
        var client = _world.CreateClient(name, options => options with { Tag = tag });
        _world.Run(client.OpenAsync());
        return client;
    }

    Conversation ChatOfTwo()
    {
        var tom = LogIn("Tom");
        LogIn("Jerry");
        return _world.Run(tom.CreateConversationAsync(["Jerry"]));
    }

    void AdvanceTo(TimeSpan sinceStart) => _world.AdvanceBy(Start + sinceStart - _world.Scheduler.Now);

    [Fact]
    public void A_server_where_nothing_happens_knows_nothing_and_says_so()
    {
        var (server, demo) = (_world.Server.ReadStatistics(), Demo.ReadStatistics());
        Assert.Equal((Start, Start, 0, 0L, 0L), (server.StartedAt, server.ReadAt, server.ConnectionCount, server.PendingBytes, server.SlowReaderCount));
        Assert.Equal(new LatencySummary { Count = 0, P50 = TimeSpan.Zero, P99 = TimeSpan.Zero }, server.StoreLatency);
        Assert.Equal((0, 0, 0L, 0L, 0d, 0d),
            (demo.OnlineCount, demo.SessionCount, demo.ReceivedCount, demo.DeliveredCount, demo.ReceivedPerSecond, demo.DeliveredPerSecond));
        Assert.Empty(_world.Server.ReadMinutes());
        AdvanceTo(TimeSpan.FromMinutes(3));
        Assert.Equal([(Start, 0), (Start.AddMinutes(1), 0), (Start.AddMinutes(2), 0)],
            Demo.ReadMinutes().Select(minute => (minute.Start, minute.PeakOnlineCount)));
    }

    [Fact]
    public void Messages_are_counted_in_and_out_and_timed_until_their_acknowledgement()
    {
        var chat = ChatOfTwo();
        AdvanceTo(TimeSpan.FromSeconds(30));
        for (var message = 0; message < 20; message++)
            _world.Run(chat.SendAsync("hello"));

        var demo = Demo.ReadStatistics();
        Assert.Equal((2, 2, 20L, 20L), (demo.OnlineCount, demo.SessionCount, demo.ReceivedCount, demo.DeliveredCount));
        Assert.Equal(new LatencySummary { Count = 20, P50 = Store, P99 = Store }, demo.SendLatency);
        Assert.Equal(new LatencySummary { Count = 20, P50 = Store, P99 = Store }, _world.Server.ReadStatistics().StoreLatency);
        Assert.Equal(2, _world.Server.ReadStatistics().ConnectionCount);

        AdvanceTo(TimeSpan.FromSeconds(40));
        Assert.Equal((2d, 2d), (Demo.ReadStatistics().ReceivedPerSecond, Demo.ReadStatistics().DeliveredPerSecond));
        AdvanceTo(TimeSpan.FromSeconds(50));
        Assert.Equal(0d, Demo.ReadStatistics().ReceivedPerSecond);
        Assert.Equal(20, Demo.ReadStatistics().SendLatency.Count);
        AdvanceTo(TimeSpan.FromSeconds(100));
        Assert.Equal(0, Demo.ReadStatistics().SendLatency.Count);
        Assert.Equal(20, Demo.ReadStatistics().ReceivedCount);
    }

    [Fact]
    public void Each_minute_keeps_its_own_figures_for_a_day()
    {
        var chat = ChatOfTwo();
        AdvanceTo(TimeSpan.FromSeconds(90));
        _world.Run(chat.SendAsync("in the second minute"));
        _world.Run(_world.Clients[1].CloseAsync());
        AdvanceTo(TimeSpan.FromMinutes(4));

        Assert.Equal([(2, 0, 0), (2, 1, 1), (1, 0, 0), (1, 0, 0)],
            Demo.ReadMinutes().Select(minute => (minute.PeakOnlineCount, minute.ReceivedCount, minute.DeliveredCount)));
        Assert.Equal(new LatencySummary { Count = 1, P50 = Store, P99 = Store }, Demo.ReadMinutes()[1].SendLatency);
        Assert.Equal([2, 2, 1, 1], _world.Server.ReadMinutes().Select(minute => minute.PeakConnectionCount));
        Assert.Equal([Start.AddMinutes(2), Start.AddMinutes(3)], Demo.ReadMinutes(2).Select(minute => minute.Start));

        AdvanceTo(TimeSpan.FromMinutes(24 * 60 + 2));
        var day = Demo.ReadMinutes();
        Assert.Equal((1440, Start.AddMinutes(2), 1), (day.Count, day[0].Start, day[0].PeakOnlineCount));
        Assert.Equal(0, day.Sum(minute => minute.ReceivedCount));
        Assert.Equal(day, Demo.ReadMinutes(int.MaxValue));
        Assert.Empty(Demo.ReadMinutes(-1));
    }

    [Fact]
    public void What_is_refused_is_counted_by_its_code_for_the_application_that_it_concerns()
    {
        var chat = ChatOfTwo();
        var his = _world.Run(_world.Clients[1].GetConversationAsync(chat.Id))!;
        _world.Run(chat.RemoveMembersAsync(["Jerry"]));
        var before = Demo.ReadStatistics().Refusals;
        var sending = his.SendAsync("let me in");
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        var code = Assert.IsType<ServerRejectedException>(sending.Exception!.InnerException).Code;
        Assert.Equal([KeyValuePair.Create(code, 1L)], Demo.ReadStatistics().Refusals.Except(before));
        Assert.Empty(_world.Server.ReadStatistics().Refusals);

        var stranger = _world.CreateClient("Spike", options => options with { ApplicationId = "nowhere" });
        _world.Run(stranger.OpenAsync()
            .ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default));
        Assert.Equal([ErrorCodes.AppNotAvailable], _world.Server.ReadStatistics().Refusals.Keys);
    }

    [Fact]
    public void One_application_does_not_see_what_another_does()
    {
        var scheduler = new HistoricalScheduler(Start);
        var world = new VirtualWorld(scheduler, new VirtualWorldOptions
        {
            Server = new ServerOptions { Apps = [AppOptions.Demo, new AppOptions { ApplicationId = "other" }] },
        });
        var tom = world.CreateClient("Tom");
        world.Run(tom.OpenAsync());
        world.Run(world.Run(tom.CreateConversationAsync(["Jerry"])).SendAsync("hello"));

        var other = world.Server.Applications["other"];
        Assert.Equal((0, 0L), (other.ReadStatistics().OnlineCount, other.ReadStatistics().ReceivedCount));
        Assert.Equal(1, world.Server.Applications["demo"].ReadStatistics().ReceivedCount);
        Assert.Empty(other.Clients.FindOnline());
    }

    [Fact]
    public void Clients_that_are_online_are_listed_page_by_page_with_their_logins()
    {
        foreach (var name in new[] { "Tom", "Jerry", "Spike" })
            LogIn(name);
        _world.AdvanceBy(TimeSpan.FromSeconds(1));
        LogIn("Jerry", "phone");
        var openedAt = _world.Scheduler.Now - TimeSpan.FromMilliseconds(10);

        Assert.Equal([("Jerry", 2), ("Spike", 1), ("Tom", 1)], Demo.Clients.FindOnline().Select(client => (client.ClientId, client.Logins.Count)));
        Assert.Equal(["Jerry", "Spike"], Demo.Clients.FindOnline(limit: 2).Select(client => client.ClientId));
        Assert.Equal(["Tom"], Demo.Clients.FindOnline(after: "Spike").Select(client => client.ClientId));
        Assert.Empty(Demo.Clients.FindOnline(after: "Tom"));
        Assert.Empty(Demo.Clients.FindOnline(limit: -1));
        var logins = Demo.Clients.FindOnline()[0].Logins;
        Assert.Equal([null, "phone"], logins.Select(login => login.Tag));
        Assert.Equal(openedAt, logins[1].OpenedAt);
    }
}
