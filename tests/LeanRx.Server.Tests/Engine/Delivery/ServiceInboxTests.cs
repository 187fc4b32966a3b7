using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>What clients of a service conversation missed, subscribed or not (protocol.md §2.2, §7.3).</summary>
public class ServiceInboxTests
{
    readonly World _world = new();

    TestDevice Offline(string clientId) => _world.Login(clientId, Dialect.OfflineMessages);

    [Fact]
    public async Task A_subscriber_is_told_how_much_of_a_service_is_unread_and_of_which_kind_it_is()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        await _world.TellAsync(service, "one");
        await _world.TellAsync(service, "two", "Tom");
        await _world.TellAsync(service, "three", "Jerry");

        var item = Assert.Single(_world.Login("Tom").Take<UnreadFrame>().Conversations!);

        Assert.Equal((service, 2, "two", "service", 3), (item.ConversationId, item.Unread, item.Data, item.From, item.ConversationType));
        Assert.Equal("2:three", _world.Login("Jerry").TakeUnread());
    }

    [Fact]
    public async Task What_a_subscriber_has_read_is_not_told_again_and_its_other_devices_hear_of_it()
    {
        var service = await _world.ServiceAsync("Tom");
        var (tom, pad) = (_world.Login("Tom"), _world.Login("Tom"));
        await _world.TellAsync(service, "one");
        await _world.TellAsync(service, "two");
        tom.TakeAll();
        pad.TakeAll();

        tom.Send(new ReadFrame { ConversationIds = [service] });

        Assert.Equal("0:", pad.TakeUnread());
        _world.Login("Tom").AssertQuiet();
    }

    [Fact]
    public async Task Offline_messages_come_once_and_leave_others_threads_out()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        await _world.TellAsync(service, "one");
        await _world.TellAsync(service, "secret", "Jerry");
        await _world.TellAsync(service, "two");

        var tom = Offline("Tom");
        var missed = tom.TakeAll().Cast<DirectFrame>().ToList();
        Assert.Equal(["one", "two"], missed.Select(delivery => delivery.Body));
        Assert.All(missed, delivery => Assert.Equal((true, 3), (delivery.IsOffline, delivery.ConversationType)));
        missed.ForEach(tom.Acknowledge);
        tom.Drop();

        Offline("Tom").AssertQuiet();
    }

    [Fact]
    public async Task Nobody_gets_receipts_of_a_service()
    {
        var service = await _world.ServiceAsync("Tom", "Jerry");
        var (tom, jerry) = (Offline("Tom"), Offline("Jerry"));
        await _world.Operator().Messages.SendAsync(service, new SystemMessage("Jerry", "hi"));
        jerry.TakeAll();

        tom.Acknowledge(tom.Take<DirectFrame>());
        tom.Send(new ReadFrame { ConversationIds = [service] });

        jerry.AssertQuiet();
        var item = Assert.Single(jerry.History(service));
        Assert.Equal((null, null), (item.AckAt, item.ReadAt));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_message_for_a_client_that_never_subscribed_waits_for_it(bool restarts)
    {
        var store = new InMemoryMessageStore(new byte[] { 1, 2, 3 });
        var world = new World(store: store);
        var service = await world.ServiceAsync("Tom");
        await world.TellAsync(service, "before");
        await world.TellAsync(service, "for you", "Jerry");
        await world.TellAsync(service, "for all");
        if (restarts)
        {
            await world.DisposeAsync();
            world = new World(store: store);
        }

        Assert.Equal(1, await world.Operator().Messages.CountUnreadAsync("Jerry"));
        Assert.Equal("1:for you", world.Login("Jerry").TakeUnread());
        var old = world.Login("Jerry", Dialect.OfflineMessages);
        var delivery = Assert.IsType<DirectFrame>(Assert.Single(old.Received));
        Assert.Equal(("for you", true, 3), (delivery.Body, delivery.IsOffline, delivery.ConversationType));
        old.Acknowledge(delivery);
        old.Drop();
        world.Login("Jerry", Dialect.OfflineMessages).AssertQuiet();
        var read = world.Login("Jerry");
        read.TakeAll();
        read.Send(new ReadFrame { ConversationIds = [service] });
        world.Login("Jerry").AssertQuiet();
        await world.DisposeAsync();
    }

    [Fact] // Law 8: no hole.
    public async Task What_waits_for_a_client_goes_on_waiting_when_it_subscribes_and_unsubscribes()
    {
        var service = await _world.ServiceAsync();
        await _world.TellAsync(service, "for all");
        await _world.TellAsync(service, "for you", "Jerry");
        var jerry = _world.Login("Jerry");
        jerry.TakeAll();

        jerry.Subscribe(service);
        Assert.Equal("1:for you", _world.Login("Jerry").TakeUnread());
        jerry.Unsubscribe(service);
        Assert.Equal("1:for you", _world.Login("Jerry").TakeUnread());
        Assert.Equal("for you", Offline("Jerry").TakeBodies());
    }

    [Fact]
    public async Task Who_subscribes_starts_behind_what_was_sent_to_all()
    {
        var service = await _world.ServiceAsync();
        await _world.TellAsync(service, "old");
        var jerry = Offline("Jerry");
        await _world.TellAsync(service, "for you", "Jerry");
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        await _world.TellAsync(service, "missed");
        jerry.Subscribe(service);
        jerry.Drop();
        await _world.TellAsync(service, "new");

        Assert.Equal("new", Offline("Jerry").TakeBodies());
    }

    [Fact]
    public async Task Who_unsubscribes_keeps_its_thread_and_hears_no_more_of_what_is_for_all()
    {
        var service = await _world.ServiceAsync("Jerry");
        var jerry = Offline("Jerry");
        await _world.TellAsync(service, "mine", "Jerry");
        jerry.Acknowledge(jerry.Take<DirectFrame>());
        jerry.Unsubscribe(service);
        jerry.Drop();
        await _world.TellAsync(service, "for all");
        await _world.TellAsync(service, "again mine", "Jerry");

        jerry = Offline("Jerry");
        Assert.Equal("again mine", jerry.TakeBodies());
        Assert.Equal("mine for all again mine", jerry.History(service).Bodies());
    }

    [Fact]
    public async Task Acknowledgements_pass_over_what_is_not_for_a_client()
    {
        var store = new InMemoryMessageStore(new byte[] { 1, 2, 3 });
        string service;
        await using (var world = new World(store: store))
        {
            service = await world.ServiceAsync("Tom", "Jerry");
            var tom = world.Login("Tom", Dialect.OfflineMessages);
            for (var number = 0; number < 100; number++)
            {
                await world.TellAsync(service, "secret", "Jerry");
                await world.TellAsync(service, $"{number}");
                world.Pass(TimeSpan.FromMilliseconds(1));
            }
            var deliveries = tom.TakeAll().Cast<DirectFrame>().ToList();
            tom.Send(new AckFrame { ConversationId = service, FromTimestamp = deliveries[0].Timestamp, ToTimestamp = deliveries[^1].Timestamp });
        }

        await using var again = new World(store: store, start: World.Noon.AddMinutes(1));
        again.Login("Tom", Dialect.OfflineMessages).AssertQuiet();
        await again.TellAsync(service, "new");
        Assert.Equal("new", again.Login("Tom", Dialect.OfflineMessages).TakeBodies());
    }

    [Fact]
    public async Task Own_words_to_a_service_are_not_unread()
    {
        var service = await _world.ServiceAsync("Tom");
        var tom = _world.Login("Tom");
        tom.Say(service, "help");
        tom.Drop();

        _world.Login("Tom").AssertQuiet();
        Offline("Tom").AssertQuiet();
    }
}
