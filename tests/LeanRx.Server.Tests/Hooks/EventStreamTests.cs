using LeanRx.Protocol;
using LeanRx.Server.Events;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>The stream of events: an observer that is slow or throws hurts itself alone.</summary>
public class EventStreamTests
{
    readonly LogLines _log = new();
    readonly World _world;
    readonly TestDevice _tom;
    readonly string _conversation;

    public EventStreamTests()
    {
        _world = new World(new ServerOptions { LoggerFactory = _log, Limits = ServerLimits.Unlimited });
        _tom = _world.Login("Tom");
        _conversation = _tom.Start([]);
    }

    [Fact]
    public void An_observer_that_throws_hears_the_next_event_and_others_notice_nothing()
    {
        List<string> first = [], second = [];
        _world.Engine.Events.Subscribe(new Listener(happened =>
        {
            first.Add(((MessageSent)happened).Body);
            throw new InvalidOperationException();
        }));
        _world.Engine.Events.Subscribe(happened => second.Add(((MessageSent)happened).Body));
        Say("1");
        Say("2");

        Assert.Equal(["1", "2"], first);
        Assert.Equal(["1", "2"], second);
        Assert.Equal("A fault while telling an observer of the events.", Assert.Single(_log.Lines));
    }

    [Fact]
    public void Nobody_is_called_while_the_engine_is_at_work()
    {
        List<string> seen = [];
        _world.Engine.Events.Subscribe(happened => seen.Add(((MessageSent)happened).Body));
        _tom.Send(new DirectFrame { ConversationId = _conversation, Body = "1" });
        Assert.Empty(seen);

        _world.Pass(TimeSpan.FromTicks(1));

        Assert.Equal(["1"], seen);
    }

    [Fact]
    public void Who_unsubscribes_hears_nothing_more_not_even_what_waits()
    {
        List<ServerEvent> seen = [];
        var subscription = _world.Engine.Events.Subscribe(seen.Add);
        _tom.Send(new DirectFrame { ConversationId = _conversation, Body = "1" });
        subscription.Dispose();
        _world.Pass(TimeSpan.FromSeconds(1));

        Assert.Empty(seen);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public void What_does_not_fit_is_dropped_and_the_gap_stands_in_its_place()
    {
        List<ServerEvent> seen = [];
        _world.Engine.Events.Subscribe(seen.Add);
        for (var number = 0; number < 10_003; number++)
            _tom.Send(new DirectFrame { ConversationId = _conversation, Body = "x", IsTransient = true });
        _world.Pass(TimeSpan.FromSeconds(1));
        Say("last");

        Assert.Equal(10_002, seen.Count);
        Assert.Equal(3, Assert.IsType<EventsDropped>(seen[10_000]).Count);
        Assert.Equal("last", Assert.IsType<MessageSent>(seen[10_001]).Body);
    }

    [Fact]
    public async Task The_stream_ends_with_the_engine_and_for_who_comes_later_at_once()
    {
        var ends = 0;
        List<ServerEvent> seen = [];
        _world.Engine.Events.Subscribe(seen.Add, () => ends++);
        await _world.DisposeAsync();
        _world.Engine.Events.Subscribe(_ => { }, () => ends++);
        _world.Pass(TimeSpan.FromSeconds(1));

        Assert.Equal(2, ends);
        Assert.Equal(OfflineReason.Disconnected, Assert.IsType<ClientOffline>(Assert.Single(seen)).Reason);
    }

    void Say(string text)
    {
        _tom.Send(new DirectFrame { ConversationId = _conversation, Body = text });
        _world.Pass(TimeSpan.FromMilliseconds(1));
    }

    sealed class Listener(Action<ServerEvent> heard) : IObserver<ServerEvent>
    {
        public void OnCompleted()
        {
        }

        public void OnError(Exception error) => Assert.Fail("The stream never ends in an error.");

        public void OnNext(ServerEvent value) => heard(value);
    }
}
