namespace LeanRx.Tests.Routing;

public class RouteTests
{
    static readonly Uri One = new("wss://one.example/");
    static readonly Uri Two = new("wss://two.example/");

    readonly FakeResolver _router = new();

    SessionWorld World(bool secure = true) =>
        new(options => options with { Server = new Uri("https://router.example/"), RouteResolver = _router, ApplicationId = "app", RequireTls = secure });

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_router_is_asked_for_the_WebSocket(bool secure)
    {
        var world = World(secure);

        var open = world.Session.OpenAsync();

        world.AssertSucceeded(open);
        Assert.Equal([(new Uri("https://router.example/"), "app", secure)], _router.Questions);
        Assert.Equal([One], Addresses(world));
    }

    public static TheoryData<string, string, string?> Downgrades => new()
    {
        { "https://router.example/", "ws://one.example/", null },
        { "https://router.example/", "wss://one.example/", "ws://two.example/" },
        { "http://router.example/", "ws://one.example/", null },
        { "http://router.example/", "ws://127.0.0.1/", null },
        { "http://127.0.0.1/", "ws://one.example/", null },
        { "https://127.0.0.1/", "ws://127.0.0.1/", null },
    };

    [Theory]
    [MemberData(nameof(Downgrades))]
    public void A_route_without_encryption_is_refused_and_the_option_is_named(string router, string server, string? secondary)
    {
        _router.Answer = new ServerRoute(new Uri(server), TimeSpan.FromHours(1)) { Secondary = secondary is null ? null : new Uri(secondary) };
        var world = new SessionWorld(options => options with { Server = new Uri(router), RouteResolver = _router });

        _ = world.Session.OpenAsync();
        world.Advance(20);

        Assert.Empty(world.Transport.Connections);
        var cause = Assert.IsType<InvalidResponseException>(Assert.IsType<ConnectionState.Reconnecting>(world.Session.State).Cause);
        Assert.Equal($"The router {router} named {secondary ?? server}, which is not encrypted, and the option RequireTls asks for wss. Let the server be " +
            "reached by TLS, or set RequireTls to false where that is meant.", cause.Message);
    }

    [Theory]
    [InlineData("https://router.example/", "ws://one.example/", false)]
    [InlineData("http://127.0.0.1/", "ws://localhost/", true)]
    [InlineData("http://localhost/", "ws://127.0.0.1/", true)]
    public void A_route_without_encryption_is_taken_where_that_is_meant_or_nothing_leaves_the_computer(string router, string server, bool secure)
    {
        _router.Answer = new ServerRoute(new Uri(server), TimeSpan.FromHours(1));
        var world = new SessionWorld(options => options with { Server = new Uri(router), RouteResolver = _router, RequireTls = secure });

        world.AssertSucceeded(world.Session.OpenAsync());
    }

    [Fact]
    public void A_WebSocket_URL_is_dialled_without_a_router()
    {
        var world = new SessionWorld(options => options with { RouteResolver = _router });

        _ = world.Session.OpenAsync();

        Assert.Empty(_router.Questions);
        Assert.Equal([SessionWorld.Server], Addresses(world));
    }

    [Fact]
    public void An_answer_is_good_for_its_time_to_live()
    {
        var world = World();
        _router.Answer = new ServerRoute(One, TimeSpan.FromSeconds(100));
        _ = world.Session.OpenAsync();

        world.AdvanceTo(90);
        world.Transport.Last.Close();
        world.AdvanceTo(96.5);
        Assert.Single(_router.Questions);
        world.Transport.Last.Close();
        world.AdvanceTo(99.8);
        Assert.Equal(2, _router.Questions.Count + 1);
        world.Transport.Last.Close();
        world.AdvanceTo(103);

        Assert.Equal(2, _router.Questions.Count);
    }

    [Fact]
    public void An_answer_without_time_to_live_serves_one_connection()
    {
        var world = World();
        _router.Answer = new ServerRoute(One, TimeSpan.Zero);
        _ = world.Session.OpenAsync();

        world.Transport.Last.Close();
        world.Advance(3);

        Assert.Equal(2, _router.Questions.Count);
        Assert.Equal([One, One], Addresses(world));
    }

    [Fact]
    public void Failures_alternate_between_primary_and_secondary()
    {
        var world = World();
        world.Transport.IsDown = true;

        _ = world.Session.OpenAsync();
        world.AdvanceTo(10);

        Assert.Equal([One, Two, One, Two], Addresses(world));
        Assert.Single(_router.Questions);
    }

    [Fact]
    public void What_worked_is_dialled_again_after_a_drop()
    {
        var world = World();
        world.Transport.IsDown = true;
        _ = world.Session.OpenAsync();
        world.Transport.IsDown = false;
        world.AdvanceTo(4);
        world.Transport.Last.Close();
        world.AdvanceTo(8);

        Assert.Equal([One, Two, Two], Addresses(world));
    }

    [Fact]
    public void Goaway_asks_the_router_again()
    {
        var world = World();
        _ = world.Session.OpenAsync();
        _router.Answer = new ServerRoute(Two, TimeSpan.FromHours(1));

        world.Transport.Last.Receive(new GoAwayFrame());
        world.Advance(3);

        Assert.Equal([One, Two], Addresses(world));
    }

    [Fact]
    public void A_router_that_fails_costs_the_attempt()
    {
        var world = World();
        _router.Failure = new InvalidOperationException("no such host");

        var open = world.Session.OpenAsync();
        world.Settle();
        Assert.Equal("The router https://router.example/ gave no route: no such host",
            Assert.IsType<ConnectionState.Reconnecting>(world.States[^1]).Cause.Message);
        _router.Failure = null;
        world.Advance(3);

        world.AssertSucceeded(open);
        Assert.Equal([One], Addresses(world));
    }

    [Fact]
    public void A_router_that_does_not_answer_is_given_up_after_the_connect_timeout()
    {
        var world = World();
        _router.IsSilent = true;

        _ = world.Session.OpenAsync();
        world.AdvanceTo(11);

        Assert.Equal(1, _router.GivenUp);
        Assert.Equal("https://router.example/ did not answer within 10 s while looking up the route.",
            Assert.IsType<ConnectionState.Reconnecting>(world.States[^1]).Cause.Message);
    }

    [Fact]
    public void A_route_that_is_no_WebSocket_costs_the_attempt()
    {
        var world = World();
        _router.Answer = new ServerRoute(new Uri("https://one.example/"), TimeSpan.FromHours(1));

        _ = world.Session.OpenAsync();
        world.Settle();

        Assert.Contains("https://one.example/", Assert.IsType<ConnectionState.Reconnecting>(world.States[^1]).Cause.Message);
        Assert.Empty(world.Transport.Connections);
    }

    static IEnumerable<Uri> Addresses(SessionWorld world) => world.Transport.Connections.Select(connection => connection.Address);
}
