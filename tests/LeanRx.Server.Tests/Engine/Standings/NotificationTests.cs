using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests;

/// <summary>Pushes that can be fetched again (protocol.md §4.16).</summary>
public class NotificationTests
{
    readonly World _world = new();

    /// <summary>Logs Jerry in as later SDKs do; answers with the session token.</summary>
    static (TestDevice Device, string Token) Login(World world)
    {
        var device = world.Connect();
        device.Open("Jerry", SessionCapabilities.ReliableNotifications | SessionCapabilities.PartialFailures);
        return (device, device.Take<SessionFrame>().Token!);
    }

    [Fact]
    public async Task What_a_client_missed_is_fetched_once_in_its_order()
    {
        var tom = _world.Login("Tom");
        var (jerry, token) = Login(_world);
        var first = tom.Start(["Jerry"]);
        var pushes = jerry.TakeAll().Cast<ConversationFrame>().ToList();
        Assert.Equal([(ConversationOperations.Joined, 1), (ConversationOperations.MembersJoined, 1)],
            pushes.Select(push => (push.Operation!, push.NotificationType!.Value)));
        jerry.Drop();
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = first, Members = ["Mary"] });
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Update, ConversationId = first, Attributes = Moves.Json("""{"name":"n"}""") });
        tom.Do(new ConversationFrame { Operation = ConversationOperations.AddSilence, ConversationId = first, Members = ["Jerry"] });
        tom.Do(new ConversationFrame { Operation = ConversationOperations.Remove, ConversationId = first, Members = ["Jerry"] });

        var page = await _world.Engine.Applications["demo"].Clients.FindNotificationsAsync("Jerry", token, pushes[^1].ServerTimestamp!.Value);

        Assert.Equal((false, true), (page.HasMore, page.IsComplete));
        Assert.Equal(
            ["members-joined", "updated", "shutuped", "left"],
            page.Notifications.Select(notification => Moves.Json(notification.Frame).GetProperty("op").GetString()));
        Assert.Equal(page.Notifications.Select(notification => notification.Timestamp).Order().Distinct(),
            page.Notifications.Select(notification => notification.Timestamp));
        Assert.All(page.Notifications, notification => Assert.Equal(notification.Timestamp, Moves.Json(notification.Frame).GetProperty("serverTs").GetInt64()));
        var rest = await _world.Engine.Applications["demo"].Clients.FindNotificationsAsync("Jerry", token, page.Notifications[1].Timestamp, limit: 1);
        Assert.Equal((true, "shutuped"), (rest.HasMore, Moves.Json(Assert.Single(rest.Notifications).Frame).GetProperty("op").GetString()));
    }

    [Fact]
    public async Task They_are_kept_over_a_restart_for_those_who_ever_asked_for_it()
    {
        var (_, token) = Login(_world);
        await _world.DisposeAsync();
        var next = new World(store: _world.Store);
        var tom = next.Login("Tom");

        tom.Start(["Jerry", "Mary"]);

        Assert.Equal(2, (await next.Engine.Applications["demo"].Clients.FindNotificationsAsync("Jerry", token, 0)).Notifications.Count);
        Assert.Equal(["members-joined"],
            (await next.Store.Notifications.FindAsync(new NotificationQuery { ApplicationId = "demo", ClientId = "Mary" })).Notifications.Select(notification =>
            Moves.Json(notification.Frame).GetProperty("op").GetString()));
    }

    [Fact]
    public async Task Old_ones_make_room_and_the_client_is_told_that_some_are_gone()
    {
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxNotifications = 3 } });
        var (_, token) = Login(world);
        var tom = world.Login("Tom");
        tom.Start(["Jerry"]);
        var known = (await world.Engine.Applications["demo"].Clients.FindNotificationsAsync("Jerry", token, 0)).Notifications[^1].Timestamp;

        tom.Start(["Jerry"]);
        Assert.True((await world.Engine.Applications["demo"].Clients.FindNotificationsAsync("Jerry", token, known)).IsComplete);
        Assert.False((await world.Engine.Applications["demo"].Clients.FindNotificationsAsync("Jerry", token, 0)).IsComplete);
    }

    [Fact]
    public async Task Only_the_client_itself_is_told()
    {
        var (_, token) = Login(_world);
        async Task<int> RefusalOf(string client, string? given) =>
            (await Assert.ThrowsAsync<OperationRefusedException>(async () => await _world.Engine.Applications["demo"]
                .Clients.FindNotificationsAsync(client, given, 0))).Code;

        Assert.Equal(ErrorCodes.SessionTokenExpired, await RefusalOf("Tom", token));
        Assert.Equal(ErrorCodes.SessionTokenExpired, await RefusalOf("Jerry", token + "x"));
        Assert.Equal(ErrorCodes.SessionTokenExpired, await RefusalOf("Jerry", null));
        await _world.Engine.Applications["demo"].Clients.KickAsync("Jerry", cancellationToken: TestContext.Current.CancellationToken);
        Assert.Equal(ErrorCodes.SessionTokenExpired, await RefusalOf("Jerry", token));
        await Assert.ThrowsAsync<ArgumentException>(async () => await _world.Engine.Applications["other"].Clients.FindNotificationsAsync("Jerry", token, 0));
    }

    [Fact]
    public void Pushes_carry_nothing_of_it_where_nobody_asks()
    {
        var (tom, jerry) = (_world.Login("Tom"), _world.Login("Jerry"));
        tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = ["Jerry"] });

        Assert.Equal((null, null), (jerry.Take<ConversationFrame>().ServerTimestamp, jerry.Take<ConversationFrame>().NotificationType));
    }

    [Fact]
    public async Task Who_asks_while_the_last_one_is_still_being_stored_is_given_it_too()
    {
        var store = new HeldNotifications();
        var world = new World(store: store);
        var tom = world.Login("Tom");
        var (jerry, token) = Login(world);
        jerry.Drop();
        tom.Start(["Jerry"]);

        var asked = world.Engine.Applications["demo"].Clients.FindNotificationsAsync("Jerry", token, 0).AsTask();
        store.Release();

        Assert.Equal(["joined", "members-joined"],
            (await asked).Notifications.Select(notification => Moves.Json(notification.Frame).GetProperty("op").GetString()));
    }

    [Fact]
    public async Task Beyond_so_many_clients_a_further_one_is_told_that_something_may_be_missing()
    {
        var world = new World(new ServerOptions { Limits = ServerLimits.Default with { MaxNotifiedClients = 1 } });
        var tom = world.Login("Tom", capabilities: SessionCapabilities.ReliableNotifications);
        var (_, token) = Login(world);
        tom.Start(["Jerry"]);

        Assert.False((await world.Engine.Applications["demo"].Clients.FindNotificationsAsync("Jerry", token, world.Now + 1000)).IsComplete);
    }

    sealed class HeldNotifications : ForwardingStore
    {
        readonly Held _held;

        public HeldNotifications() : base(new InMemoryMessageStore()) => _held = new(Inner.Notifications);

        public override INotificationStore Notifications => _held;

        public void Release() => _held.Release();
    }

    sealed class Held(INotificationStore inner) : ForwardingNotificationStore(inner)
    {
        readonly TaskCompletionSource _released = new();

        public void Release() => _released.SetResult();

        public override async ValueTask AddAsync(StoredNotification notification, NotificationBounds bounds,
            CancellationToken cancellationToken = default)
        {
            await _released.Task.WaitAsync(cancellationToken);
            await base.AddAsync(notification, bounds, cancellationToken);
        }
    }
}
