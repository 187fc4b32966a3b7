using LeanRx.Protocol;
using LeanRx.Server.Events;
using LeanRx.Server.Tests.Support;
using Microsoft.Reactive.Testing;

namespace LeanRx.Server.Tests.Cluster;

public class LateHomeTests
{
    readonly TestScheduler _clock = new();
    readonly World _world;
    LateHomes _homes = null!;

    public LateHomeTests() => _world = new World(new ServerOptions { Limits = new ServerLimits { MaxSessionsPerClient = 2 } }, clock: _clock,
        homes: own => _homes = new LateHomes(own, _clock));

    [Fact]
    public void What_happens_in_a_conversation_is_told_in_its_order_though_its_homes_answer_out_of_it()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        _world.Pass(TimeSpan.FromSeconds(1));
        List<ServerEvent> told = [];
        using var subscription = _world.Engine.Events.Subscribe(told.Add);
        var noon = _world.Clock.Now;
        Delay(100, 10);

        tom.Say(conversation, "1");
        Pass(5);
        tom.Say(conversation, "2");
        tom.Send(new ConversationFrame
        {
            Operation = ConversationOperations.Mute,
            ConversationId = conversation
        });
        Pass(94);
        Assert.Empty(told);
        Pass(2);

        Assert.Equal([("1", 0), ("2", 5), ("muted", 5)], told.Select(it => (it is MessageSent sent ? sent.Body : "muted", (it.At - noon).TotalMilliseconds)));
    }

    [Fact]
    public void A_login_that_its_home_takes_late_misses_nothing_and_hears_nothing_twice()
    {
        var tom = _world.Login("Tom");
        var conversation = tom.Start(["Jerry"]);
        tom.Say(conversation, "1");
        Delay(100);
        var jerry = _world.Connect();
        jerry.Open("Jerry");
        Pass(50);
        tom.Say(conversation, "2");
        Assert.Empty(jerry.Received);
        Pass(50);
        tom.Say(conversation, "3");

        Assert.Equal(SessionOperations.Opened, jerry.Take<SessionFrame>().Operation);
        var unread = Assert.Single(jerry.Take<UnreadFrame>().Conversations!);
        Assert.Equal((conversation, 2, "2"), (unread.ConversationId, unread.Unread, unread.Data));
        Assert.Equal("3", jerry.Take<DirectFrame>().Body);
        jerry.AssertQuiet();
    }

    [Fact]
    public void Of_logins_at_one_time_no_more_get_in_than_a_client_may_have()
    {
        Delay(100, 100, 100);
        TestDevice[] devices = [_world.Connect(), _world.Connect(), _world.Connect()];
        foreach (var device in devices)
            device.Open("Tom");
        Pass(100);

        Assert.Equal([0, 0, ErrorCodes.AppQuotaExceeded], devices.Select(static device => (device.Received[0] as ErrorFrame)?.Code ?? 0));
    }

    [Fact]
    public void Who_is_overtaken_by_an_earlier_login_of_its_own_device_loses_the_connection_and_comes_back()
    {
        Delay(100);
        var (first, second) = (_world.Connect(), _world.Connect());
        first.Open("Tom", tag: "Mobile", deviceId: "d1");
        Pass(50);
        second.Open("Tom", tag: "Mobile", deviceId: "d1");
        Assert.Equal(SessionOperations.Opened, second.Take<SessionFrame>().Operation);
        Pass(50);

        Assert.Equal(ErrorCodes.ReadTimeout, second.CloseCode);
        Assert.Equal(SessionOperations.Opened, first.Take<SessionFrame>().Operation);
        var third = _world.Login("Tom", tag: "Mobile", deviceId: "d1");
        Assert.Equal((null, null, 1), (first.CloseCode, third.CloseCode, _world.SessionCount));
    }

    void Delay(params int[] milliseconds)
    {
        foreach (var delay in milliseconds)
            _homes.Delays.Enqueue(TimeSpan.FromMilliseconds(delay));
    }

    void Pass(int milliseconds) => _world.Pass(TimeSpan.FromMilliseconds(milliseconds));
}
