namespace LeanRx.Tests.Routing;

public class RouteTests
{
    static readonly Uri One = new("ws://one.example/");
    static readonly Uri Two = new("ws://two.example/");

    readonly FakeResolver _router = new();

    SessionWorld World(bool secure = true) => new(options => options with { Server = new Uri("https://router.example/"), RouteResolver = _router, ApplicationId = "app", Secure = secure });

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
        _router.Answer = new Route(One, null, TimeSpan.FromSeconds(100));
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
        _router.Answer = new Route(One, null, TimeSpan.Zero);
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
        _router.Answer = new Route(Two, null, TimeSpan.FromHours(1));

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
        Assert.Equal("The router https://router.example/ gave no route: no such host", Assert.IsType<ConnectionState.Reconnecting>(world.States[^1]).Cause.Message);
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
        Assert.Equal("https://router.example/ did not answer within 10 s while looking up the route.", Assert.IsType<ConnectionState.Reconnecting>(world.States[^1]).Cause.Message);
    }

    [Fact]
    public void A_route_that_is_no_WebSocket_costs_the_attempt()
    {
        var world = World();
        _router.Answer = new Route(new Uri("https://one.example/"), null, TimeSpan.FromHours(1));

        _ = world.Session.OpenAsync();
        world.Settle();

        Assert.Contains("https://one.example/", Assert.IsType<ConnectionState.Reconnecting>(world.States[^1]).Cause.Message);
        Assert.Empty(world.Transport.Connections);
    }

    static IEnumerable<Uri> Addresses(SessionWorld world) => world.Transport.Connections.Select(connection => connection.Address);
}
