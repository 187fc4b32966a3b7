using System.Reactive.Linq;
using LeanRx.Compatibility;
using LeanRx.Tests.Support;

namespace LeanRx.Tests;

/// <summary>The local event centre (S110 to S114).</summary>
public class LocalEventTests
{
    readonly ClientWorld _world = new();

    [Fact]
    public void An_event_is_heard_by_those_who_listen_to_its_name() // S113: emit
    {
        var mine = ClientWorld.Record(_world.Client.LocalEvents<string>("draw"));
        var other = ClientWorld.Record(_world.Client.LocalEvents<string>("Draw"));
        _world.Client.Emit("draw", "circle");
        _world.Client.Emit("draw", "line");
        _world.Settle();
        Assert.Equal(["circle", "line"], mine);
        Assert.Empty(other);
    }

    [Fact]
    public void On_is_Subscribe_and_off_is_Dispose() // S110, S114
    {
        var heard = new List<int>();
        var subscription = _world.Client.LocalEvents<int>("move").Subscribe(heard.Add);
        _world.Client.Emit("move", 1);
        _world.Settle();
        subscription.Dispose();
        _world.Client.Emit("move", 2);
        _world.Settle();
        Assert.Equal([1], heard);
    }

    [Fact]
    public void Once_is_Take_one() // S112
    {
        var heard = ClientWorld.Record(_world.Client.LocalEvents<int>("move").Take(1));
        _world.Client.Emit("move", 1);
        _world.Client.Emit("move", 2);
        _world.Settle();
        Assert.Equal([1], heard);
    }

    [Fact]
    public void A_listener_hears_of_values_of_its_own_type_and_those_below_alone()
    {
        var texts = ClientWorld.Record(_world.Client.LocalEvents<string>("x"));
        var messages = ClientWorld.Record(_world.Client.LocalEvents<Message>("x"));
        _world.Client.Emit("x", 5);
        _world.Client.Emit("x", "five");
        _world.Client.Emit("x", new TextMessage("five"));
        _world.Settle();
        Assert.Equal(["five"], texts);
        Assert.Equal([new TextMessage("five")], messages);
    }

    [Fact]
    public void Each_client_has_events_of_its_own_and_the_server_hears_of_none()
    {
        var other = new ClientWorld();
        var heard = ClientWorld.Record(other.Client.LocalEvents<int>("move"));
        _world.Client.Emit("move", 1);
        _world.Settle();
        other.Settle();
        Assert.Empty(heard);
        Assert.Empty(_world.Session.Commands);
        Assert.Empty(_world.Session.Posted);
    }

    [Fact]
    public void A_listener_that_throws_hurts_nobody_else()
    {
        _world.Client.LocalEvents<int>("move").Subscribe(_ => throw new InvalidOperationException("no"));
        var heard = ClientWorld.Record(_world.Client.LocalEvents<int>("move"));
        _world.Client.Emit("move", 1);
        _world.Client.Emit("move", 2);
        _world.Settle();
        Assert.Equal([1, 2], heard);
        Assert.Equal(FaultKind.Observer, Assert.Single(_world.Faults).Kind);
    }

    [Fact]
    public void A_listener_may_emit_and_what_it_emits_comes_after()
    {
        var heard = ClientWorld.Record(_world.Client.LocalEvents<int>("count"));
        _world.Client.LocalEvents<int>("count").Where(number => number < 3).Subscribe(number => _world.Client.Emit("count", number + 1));
        _world.Client.Emit("count", 1);
        _world.Settle();
        Assert.Equal([1, 2, 3], heard);
    }

    [Fact]
    public void The_events_end_with_the_client()
    {
        var ended = false;
        _world.Client.LocalEvents<int>("move").Subscribe(_ => { }, () => ended = true);
        _world.Core.OnClosed();
        _world.Client.Emit("move", 1);
        _world.Settle();
        Assert.True(ended);
    }

    [Fact]
    public void An_event_needs_a_name_and_a_value()
    {
        Assert.Throws<ArgumentException>("name", () => _world.Client.Emit("", 1));
        Assert.Throws<ArgumentNullException>("name", () => _world.Client.Emit(null!, 1));
        Assert.Throws<ArgumentNullException>("value", () => _world.Client.Emit<string>("move", null!));
        Assert.Throws<ArgumentException>("name", () => _world.Client.LocalEvents<int>(""));
    }

    [Fact]
    public async Task Many_threads_that_emit_at_once_are_heard_one_at_a_time_and_each_in_its_order()
    {
        const int threads = 4;
        const int each = 500;
        await using var client = new LeanClient(new Uri("ws://127.0.0.1:1/"), "Tom");
        var heard = new List<(int Thread, int Number)>();
        var inside = 0;
        var overlaps = 0;
        var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = client.LocalEvents<(int Thread, int Number)>("tick").Subscribe(tick =>
        {
            if (Interlocked.Increment(ref inside) > 1)
                Interlocked.Increment(ref overlaps);
            heard.Add(tick);
            Interlocked.Decrement(ref inside);
            if (heard.Count == threads * each)
                all.SetResult();
        });

        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(() =>
        {
            for (var number = 0; number < each; number++)
                client.Emit("tick", (thread, number));
        })));
        await all.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);

        Assert.Equal(0, overlaps);
        foreach (var thread in heard.GroupBy(tick => tick.Thread))
            Assert.Equal(Enumerable.Range(0, each), thread.Select(tick => tick.Number));
    }
}
