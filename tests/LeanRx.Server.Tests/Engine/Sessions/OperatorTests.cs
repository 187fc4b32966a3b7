using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests;

/// <summary>What an operator can do to clients.</summary>
public class OperatorTests
{
    [Fact]
    public async Task A_kick_ends_all_logins_of_a_client_with_the_reason_given()
    {
        var world = new World();
        var (phone, desk) = (world.Login("Tom"), world.Login("Tom"));
        var jerry = world.Login("Jerry");

        Assert.Equal(2, await world.Engine.Applications["demo"].Clients.KickAsync("Tom", "spam", TestContext.Current.CancellationToken));

        foreach (var device in (TestDevice[])[phone, desk])
        {
            var closed = device.Take<SessionFrame>();
            Assert.Equal((SessionOperations.Closed, 4115, "spam", null, "Tom"), (closed.Operation, closed.Code, closed.Reason, closed.SerialId, closed.PeerId));
            Assert.Null(device.CloseCode);
        }
        jerry.AssertQuiet();
        Assert.False(world.Engine.Applications["demo"].Clients.IsOnline("Tom"));
    }

    [Fact]
    public async Task After_a_kick_tokens_and_signatures_made_before_are_void()
    {
        var world = new World(new ServerOptions { Apps = [AppOptions.Demo with { RequireLoginSignature = true }] });
        var signature = FrameSignatures.SignLogin("demo-master-key", "demo", "Tom", world.Now, "n");
        var tom = world.Connect();
        tom.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Signature = signature });
        var token = tom.Take<SessionFrame>().Token;
        await world.Engine.Applications["demo"].Clients.KickAsync("Tom", cancellationToken: TestContext.Current.CancellationToken);
        tom.TakeAll();

        tom.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Token = token, IsReconnect = true });
        Assert.Equal(ErrorCodes.SessionTokenExpired, tom.Take<ErrorFrame>().Code);
        tom.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Signature = signature });
        Assert.Equal(ErrorCodes.SignatureFailed, tom.Take<ErrorFrame>().Code);
        world.Pass(TimeSpan.FromMilliseconds(1));
        tom.Open("Tom", new SessionFrame
        {
            Operation = SessionOperations.Open,
            Signature = FrameSignatures.SignLogin("demo-master-key", "demo", "Tom", world.Now, "n")
        });
        Assert.Equal(SessionOperations.Opened, tom.Take<SessionFrame>().Operation);
    }

    [Fact]
    public async Task A_login_that_is_under_way_does_not_survive_a_kick()
    {
        var store = new HeldStore();
        var world = new World(store: store);
        var tom = world.Connect();
        tom.Open("Tom", new SessionFrame { Operation = SessionOperations.Open });
        var token = tom.Take<SessionFrame>().Token;
        world.Pass(TimeSpan.FromSeconds(1));

        var back = world.Connect();
        back.Open("Tom", new SessionFrame
        {
            Operation = SessionOperations.Open,
            Token = token,
            IsReconnect = true,
            ConfigurationBitmap = (long)SessionCapabilities.ReliableNotifications
        });
        back.AssertQuiet();
        await world.Engine.Applications["demo"].Clients.KickAsync("Tom", cancellationToken: TestContext.Current.CancellationToken);
        store.Release();

        Assert.Equal(ErrorCodes.SessionTokenExpired, back.Take<ErrorFrame>().Code);
        back.AssertQuiet();
        Assert.False(world.Engine.Applications["demo"].Clients.IsOnline("Tom"));
    }

    [Fact]
    public async Task What_a_kick_made_void_stays_void_over_a_restart()
    {
        var options = new ServerOptions { Apps = [AppOptions.Demo with { RequireLoginSignature = true }] };
        var world = new World(options);
        var signature = FrameSignatures.SignLogin("demo-master-key", "demo", "Tom", world.Now, "n");
        var tom = world.Connect();
        tom.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Signature = signature });
        var token = tom.Take<SessionFrame>().Token;
        await world.Engine.Applications["demo"].Clients.KickAsync("Tom", cancellationToken: TestContext.Current.CancellationToken);
        await world.DisposeAsync();

        var next = new World(options, world.Store, World.Noon + TimeSpan.FromMinutes(1));
        tom = next.Connect();
        tom.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Token = token, IsReconnect = true });
        Assert.Equal(ErrorCodes.SessionTokenExpired, tom.Take<ErrorFrame>().Code);
        tom.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Signature = signature });
        Assert.Equal(ErrorCodes.SignatureFailed, tom.Take<ErrorFrame>().Code);
    }

    [Fact]
    public async Task A_kick_says_what_is_wrong_with_it()
    {
        var engine = new World().Engine;

        Assert.Equal(0, await engine.Applications["demo"].Clients.KickAsync("nobody", cancellationToken: TestContext.Current.CancellationToken));
        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.Applications["other"].Clients.KickAsync("Tom"));
        await Assert.ThrowsAsync<ArgumentException>(async () => await engine.Applications["demo"].Clients.KickAsync("Tom", new string('x', 21)));
    }

    [Trait("Nodes", "one")]
    [Fact]
    public void Going_away_is_told_to_every_connection()
    {
        var world = new World();
        var (tom, idle) = (world.Login("Tom"), world.Connect());

        var going = world.Engine.GoAwayAsync(TimeSpan.Zero);
        world.Pass(TimeSpan.FromMilliseconds(1));

        Assert.Null(tom.Take<GoAwayFrame>().SerialId);
        idle.Take<GoAwayFrame>();
        Assert.Null(tom.CloseCode);
        Assert.False(going.IsCompleted);
    }

    [Trait("Nodes", "one")]
    [Fact]
    public void Clients_go_away_in_equal_portions_and_who_has_not_gone_after_a_second_is_closed()
    {
        var world = new World();
        var clients = Enumerable.Range(0, 10).Select(_ => world.Connect()).ToList();
        int Asked() => clients.Count(client => client.Received.OfType<GoAwayFrame>().Any());
        int Closed() => clients.Count(client => client.CloseCode == 1001);

        var going = world.Engine.GoAwayAsync(TimeSpan.FromMilliseconds(400));
        List<(int Asked, int Closed, bool IsOver)> seen = [];
        for (var turn = 0; turn < 14; turn++)
        {
            world.Pass(TimeSpan.FromMilliseconds(turn == 0 ? 1 : 100));
            seen.Add((Asked(), Closed(), going.IsCompleted));
        }

        Assert.Equal(
            [
                (3, 0, false), (6, 0, false), (8, 0, false), (10, 0, false), (10, 0, false), (10, 0, false), (10, 0, false), (10, 0, false), (10, 0, false),
                (10, 0, false), (10, 3, false), (10, 6, false), (10, 8, false), (10, 10, true),
            ], seen);
    }

    [Trait("Nodes", "one")]
    [Fact]
    public void Who_goes_and_comes_again_is_asked_with_a_later_portion_and_when_all_have_gone_it_is_over()
    {
        var world = new World();
        var first = world.Connect();
        var going = world.Engine.GoAwayAsync(TimeSpan.FromMilliseconds(300));
        world.Pass(TimeSpan.FromMilliseconds(1));
        first.Take<GoAwayFrame>();
        var again = world.Connect();
        first.Drop();
        world.Pass(TimeSpan.FromMilliseconds(100));
        again.Take<GoAwayFrame>();
        again.Drop();
        Assert.False(going.IsCompleted);

        world.Pass(TimeSpan.FromMilliseconds(100));

        Assert.True(going.IsCompletedSuccessfully);
    }

    [Fact]
    public async Task An_engine_that_ends_closes_its_connections_and_leaves_nothing_behind()
    {
        var world = new World();
        var tom = world.Login("Tom");

        await world.DisposeAsync();
        await world.DisposeAsync();

        Assert.Equal(1001, tom.CloseCode);
        Assert.Equal((0, 0, 0), (world.ConnectionCount, world.SessionCount, world.Engine.PendingCommandCount));
        Assert.Equal(1001, world.Connect().CloseCode);
    }

    /// <summary>Keeps logins with notifications waiting until the test lets them go on.</summary>
    sealed class HeldStore : ForwardingStore
    {
        readonly Held _held;

        public HeldStore() : base(new InMemoryMessageStore()) => _held = new(Inner.Notifications);

        public override INotificationStore Notifications => _held;

        public void Release() => _held.Release();
    }

    sealed class Held(INotificationStore inner) : ForwardingNotificationStore(inner)
    {
        readonly TaskCompletionSource _released = new();

        public void Release() => _released.SetResult();

        public override async ValueTask AddClientAsync(string applicationId, string clientId, CancellationToken cancellationToken = default)
        {
            await _released.Task.WaitAsync(cancellationToken);
            await base.AddClientAsync(applicationId, clientId, cancellationToken);
        }
    }
}
