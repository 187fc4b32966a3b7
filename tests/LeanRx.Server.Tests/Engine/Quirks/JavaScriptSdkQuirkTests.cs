using LeanRx.Protocol;
using LeanRx.Server.Hosting;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>JavaScript 3.5.0 to 3.5.6, which lose what comes in one read with the answer to their login.</summary>
public sealed class JavaScriptSdkQuirkTests
{
    readonly World _world = new();

    static SessionFrame Login(string? userAgent) => new() { Operation = SessionOperations.Open, UserAgent = userAgent };

    /// <summary>Jerry missed one message.</summary>
    (TestDevice Tom, string Conversation) Miss()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "missed");
        return (tom, conversation);
    }

    [Theory]
    [InlineData("js/3.5.0")]
    [InlineData("js/3.5.6")]
    public void What_was_missed_follows_the_login_50_milliseconds_later_and_what_comes_meanwhile_behind_it(string userAgent)
    {
        var (tom, conversation) = Miss();
        var jerry = _world.Connect();

        jerry.Open("Jerry", Login(userAgent));
        tom.Say(conversation, "sent meanwhile");
        _world.Pass(TimeSpan.FromMilliseconds(50) - TimeSpan.FromTicks(1));

        Assert.Equal(SessionOperations.Opened, jerry.Take<SessionFrame>().Operation);
        jerry.AssertQuiet();
        _world.Pass(TimeSpan.FromTicks(1));
        Assert.Equal("missed", Assert.Single(jerry.Take<UnreadFrame>().Conversations!).Data);
        Assert.Equal("sent meanwhile", jerry.Take<DirectFrame>().Body);
        jerry.AssertQuiet();
    }

    [Fact]
    public void Messages_pushed_at_login_wait_too()
    {
        Miss();
        var jerry = _world.Connect(Dialect.OfflineMessages);

        jerry.Open("Jerry", Login("js/3.5.2"));

        jerry.Take<SessionFrame>();
        jerry.AssertQuiet();
        _world.Pass(TimeSpan.FromMilliseconds(50));
        Assert.Equal((true, "missed"), (jerry.Received.OfType<DirectFrame>().Single().IsOffline, jerry.Take<DirectFrame>().Body));
    }

    [Theory]
    [InlineData("js/2.4.0")]
    [InlineData("js/3.4.1")]
    [InlineData("js/3.5.7")]
    [InlineData("js/3.5.")]
    [InlineData("js/4.3.1")]
    [InlineData("leanrx/1.0.0")]
    [InlineData("")]
    [InlineData(null)]
    public void All_others_are_told_at_once(string? userAgent)
    {
        Miss();
        var jerry = _world.Connect();

        jerry.Open("Jerry", Login(userAgent));

        jerry.Take<SessionFrame>();
        jerry.Take<UnreadFrame>();
    }

    [Fact]
    public void Who_comes_back_is_told_at_once()
    {
        Miss();
        var jerry = _world.Connect();

        jerry.Open("Jerry", Login("js/3.5.6") with { IsReconnect = true });

        jerry.Take<SessionFrame>();
        jerry.Take<UnreadFrame>();
    }

    [Fact]
    public void The_next_command_is_taken_behind_what_was_missed()
    {
        Miss();
        var jerry = _world.Connect();

        var login = jerry.Connection.ReceiveAsync(Login("js/3.5.6") with { ApplicationId = "demo", PeerId = "Jerry", SerialId = 1 });

        _world.Pass(TimeSpan.FromMilliseconds(50) - TimeSpan.FromTicks(1));
        Assert.False(login.IsCompleted);
        _world.Pass(TimeSpan.FromTicks(1));
        Assert.True(login.IsCompleted);
        Assert.IsType<UnreadFrame>(jerry.Received[^1]);
    }

    [Fact]
    public void Whoever_is_gone_meanwhile_costs_nobody_anything()
    {
        var (tom, conversation) = Miss();
        var jerry = _world.Connect();
        jerry.Open("Jerry", Login("js/3.5.6"));

        jerry.Drop();
        _world.Pass(TimeSpan.FromMilliseconds(50));

        Assert.Equal(SessionOperations.Opened, jerry.Take<SessionFrame>().Operation);
        jerry.AssertQuiet();
        Assert.Null(tom.Say(conversation, "still here").Code);
        Assert.False(_world.Engine.Applications["demo"].Clients.IsOnline("Jerry"));
    }
}
