using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>Broadcasts to every client of the application (protocol.md §7.3).</summary>
public class BroadcastTests
{
    readonly World _world = new();

    TestDevice Offline(string clientId) => _world.Login(clientId, Dialect.OfflineMessages);

    [Fact]
    public async Task A_broadcast_reaches_everybody_who_is_online()
    {
        var service = await _world.ServiceAsync("Tom");
        var (tom, spike) = (_world.Login("Tom"), _world.Login("Spike"));

        await _world.BroadcastAsync(service, "hear");

        Assert.Equal("hear", tom.TakeBodies());
        Assert.Equal("hear", spike.TakeBodies());
    }

    [Fact]
    public async Task A_new_client_gets_the_most_recent_broadcast_only_and_then_all_that_come()
    {
        var (service, other) = (await _world.ServiceAsync(), await _world.ServiceAsync());
        foreach (var (from, text) in ((string, string)[])[(service, "one"), (other, "two"), (service, "three"), (service, "four")])
        {
            await _world.BroadcastAsync(from, text);
            _world.Pass(TimeSpan.FromMinutes(1));
        }

        var tom = Offline("Tom");
        tom.Acknowledge(Assert.IsType<DirectFrame>(Assert.Single(tom.Received)));
        Assert.Equal("four", tom.TakeBodies());
        tom.Drop();
        Offline("Tom").AssertQuiet();

        await _world.BroadcastAsync(other, "five");
        await _world.BroadcastAsync(service, "six");
        Assert.Equal(["five", "six"], Offline("Tom").TakeBodies().Split(' ').Order());
    }

    [Theory]
    [InlineData(Dialect.OfflineMessages, true)]
    [InlineData(Dialect.OfflineMessages, false)]
    [InlineData(Dialect.UnreadCountsUntilRead, true)]
    [InlineData(Dialect.UnreadCountsUntilRead, false)]
    public async Task Whoever_was_away_gets_what_is_still_valid_also_after_a_restart(Dialect dialect, bool isSubscribed)
    {
        var store = new InMemoryMessageStore(new byte[] { 1, 2, 3 });
        string service;
        await using (var world = new World(store: store))
        {
            service = await world.ServiceAsync(isSubscribed ? ["Tom"] : []);
            await world.Operator().Conversations.CreateAsync(new NewConversation { Members = ["Tom"] });
            await world.BroadcastAsync(service, "short", TimeSpan.FromHours(1));
            world.Pass(TimeSpan.FromMinutes(1));
            await world.BroadcastAsync(service, "one", TimeSpan.FromHours(3));
            await world.BroadcastAsync(service, "two");
        }

        await using var again = new World(store: store, start: World.Noon.AddHours(2));
        var tom = again.Login("Tom", dialect);
        if (dialect == Dialect.OfflineMessages)
        {
            var missed = tom.TakeAll().Cast<DirectFrame>().ToList();
            Assert.Equal(["one", "two"], missed.Select(delivery => delivery.Body));
            missed.ForEach(tom.Acknowledge);
        }
        else
        {
            Assert.Equal("2:two", tom.TakeUnread());
            tom.Send(new ReadFrame { ConversationIds = [service] });
            tom.TakeAll();
        }

        again.Pass(TimeSpan.FromMinutes(1));
        again.Login("Tom", dialect).AssertQuiet();
        Assert.Equal("short one two", tom.History(service).Bodies());
    }

    [Fact]
    public async Task What_was_heard_and_acknowledged_online_is_not_told_at_the_next_login()
    {
        var service = await _world.ServiceAsync();
        var tom = Offline("Tom");
        await _world.BroadcastAsync(service, "one");
        tom.Acknowledge(tom.Take<DirectFrame>());
        tom.Drop();

        Offline("Tom").AssertQuiet();
        await _world.BroadcastAsync(service, "two");
        Assert.Equal("two", Offline("Tom").TakeBodies());
    }

    [Fact] // Law 8: no hole.
    public async Task A_broadcast_before_an_acknowledged_one_still_comes_again()
    {
        var service = await _world.ServiceAsync();
        var tom = Offline("Tom");
        await _world.BroadcastAsync(service, "one");
        await _world.BroadcastAsync(service, "two");
        tom.Acknowledge(tom.TakeAll().Cast<DirectFrame>().Last());
        tom.Drop();

        Assert.Equal("one", Offline("Tom").TakeBodies());
    }

    [Fact]
    public async Task A_broadcast_that_is_over_holds_up_no_acknowledgement()
    {
        var store = new InMemoryMessageStore(new byte[] { 1, 2, 3 });
        await using (var world = new World(store: store))
        {
            var service = await world.ServiceAsync("Tom");
            await world.BroadcastAsync(service, "short", TimeSpan.FromHours(1));
            world.Pass(TimeSpan.FromHours(2));
            await world.TellAsync(service, "news");
            var tom = world.Login("Tom", Dialect.OfflineMessages);
            tom.Acknowledge(tom.Take<DirectFrame>());
        }

        await using var again = new World(store: store, start: World.Noon.AddHours(3));
        again.Login("Tom", Dialect.OfflineMessages).AssertQuiet();
    }

    [Fact]
    public async Task A_deleted_broadcast_is_told_to_nobody()
    {
        var service = await _world.ServiceAsync();
        var one = await _world.BroadcastAsync(service, "one");

        await _world.Operator().Messages.DeleteAsync(service, one.Id);

        _world.Login("Tom").AssertQuiet();
        Offline("Spike").AssertQuiet();
    }

    [Fact]
    public async Task A_deleted_service_takes_its_broadcasts_with_it()
    {
        var (service, other) = (await _world.ServiceAsync(), await _world.ServiceAsync());
        await _world.BroadcastAsync(service, "one");
        _world.Pass(TimeSpan.FromMinutes(1));
        await _world.BroadcastAsync(other, "two");

        await _world.Operator().Conversations.DeleteAsync(other);

        Assert.Equal("one", Offline("Tom").TakeBodies());
    }

    [Fact]
    public async Task A_transient_broadcast_is_for_those_online_only()
    {
        var service = await _world.ServiceAsync();
        var tom = _world.Login("Tom");
        await _world.Operator().Messages.BroadcastAsync(service, new SystemMessage("service", "now") { IsTransient = true });

        Assert.Equal("now", tom.TakeBodies());
        _world.Login("Spike").AssertQuiet();
        Assert.Empty(tom.History(service));
    }

    [Fact]
    public async Task A_broadcast_during_a_login_comes_once()
    {
        var service = await _world.ServiceAsync();
        await _world.BroadcastAsync(service, "one");
        var tom = _world.Connect(Dialect.OfflineMessages);
        tom.OnFrame = frame =>
        {
            tom.OnFrame = null;
            _ = _world.BroadcastAsync(service, "two");
        };

        tom.Open("Tom");

        Assert.Equal(SessionOperations.Opened, tom.Take<SessionFrame>().Operation);
        Assert.Single(tom.Received.OfType<DirectFrame>(), delivery => delivery.Body == "two");
    }
}
