using System.Reactive.Concurrency;
using LeanRx.Protocol;
using LeanRx.Server;

namespace LeanRx.Testing.Tests.Telemetry;

/// <summary>The meters of client and server, read in virtual time: 10 ms from one side to the other, 5 ms until a message is durable.</summary>
public sealed class MetricsTests : IDisposable
{
    const string Direct = "{messaging.system=leanrx, messaging.operation.name=direct, messaging.operation.type=send";

    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly Meters _meters = new();
    readonly VirtualWorld _world;
    readonly LeanClient _tom;
    readonly LeanClient _jerry;
    readonly Conversation _chat;

    public MetricsTests()
    {
        var scheduler = new HistoricalScheduler();
        _world = new VirtualWorld(scheduler, new VirtualWorldOptions
        {
            Server = new ServerOptions { MeterFactory = _meters },
            CreateStore = () => new SlowStore(new InMemoryMessageStore(), scheduler, TimeSpan.FromMilliseconds(5)),
        });
        (_tom, _jerry) = (Create("Tom"), Create("Jerry"));
        _world.Run(Task.WhenAll(_tom.OpenAsync(), _jerry.OpenAsync()));
        _chat = _world.Run(_tom.CreateConversationAsync(["Jerry"]));
        _world.AdvanceBy(Second);
    }

    public void Dispose() => _meters.Dispose();

    LeanClient Create(string name) => _world.CreateClient(name, options => options with { MeterFactory = _meters });

    void RefuseDials(bool refuses) => _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = refuses };

    [Fact]
    public void A_message_is_counted_and_timed_on_its_whole_way()
    {
        _world.Run(_chat.SendAsync("hello"));
        _world.AdvanceBy(Second);

        Assert.Equal([$"0.025 {Direct}}}"], _meters.Of("messaging.client.operation.duration").Where(one => one.Contains("direct", StringComparison.Ordinal)));
        Assert.Equal([$"1 {Direct}}}"], _meters.Of("messaging.client.sent.messages"));
        Assert.Equal(["1 {messaging.system=leanrx}"], _meters.Of("messaging.client.consumed.messages"));
        Assert.Equal(["1 {messaging.system=leanrx}", "-1 {messaging.system=leanrx}"], _meters.Of("leanrx.client.outbox.messages"));
        Assert.Equal(["0.005 {messaging.operation.name=direct}"],
            _meters.Of("leanrx.server.command.duration").Where(one => one.Contains("direct", StringComparison.Ordinal)));
        Assert.Equal(["0.005 {leanrx.store.operation=append}"], _meters.Of("leanrx.server.store.duration").Where(one => one.Contains("append",
            StringComparison.Ordinal)));
        Assert.Equal(["1"], _meters.Of("leanrx.server.messages.received"));
        Assert.Equal(["1"], _meters.Of("leanrx.server.messages.delivered"));
    }

    [Fact]
    public void Connections_and_logins_are_counted_as_they_come_and_go()
    {
        Assert.Equal(2, _meters.Sum("leanrx.client.connections"));
        Assert.Equal((2, 2), (_meters.Now("leanrx.server.connections"), _meters.Now("leanrx.server.sessions")));

        _world.Run(_jerry.CloseAsync());
        _world.AdvanceBy(Second);
        Assert.Equal(1, _meters.Sum("leanrx.client.connections"));
        Assert.Equal((1, 1), (_meters.Now("leanrx.server.connections"), _meters.Now("leanrx.server.sessions")));
        Assert.Equal((0, 0), (_meters.Now("leanrx.server.commands.pending"), _meters.Now("leanrx.server.queue.size")));

        _world.Run(_world.Server.DisposeAsync().AsTask());
        Assert.Equal(0, _meters.Now("leanrx.server.connections"));
        Assert.Empty(_meters.Of("leanrx.server.connections"));
    }

    [Fact]
    public void Losses_are_told_by_their_cause_and_what_is_fetched_after_them_is_counted()
    {
        RefuseDials(true);
        _world.Network.Cut("Jerry");
        _world.Run(_chat.SendAsync("missed"));
        _world.AdvanceBy(TimeSpan.FromMilliseconds(1));
        Assert.Equal(["1 {messaging.system=leanrx, error.type=1006}"], _meters.Of("leanrx.client.reconnects").Take(1));
        Assert.Equal(1, _meters.Sum("leanrx.client.connections"));
        Assert.Empty(_meters.Of("leanrx.client.catch_ups"));

        RefuseDials(false);
        _world.AdvanceBy(TimeSpan.FromMinutes(1));
        Assert.Equal(["1 {messaging.system=leanrx}"], _meters.Of("leanrx.client.catch_ups"));
        Assert.Equal(["1 {messaging.system=leanrx}"], _meters.Of("messaging.client.consumed.messages"));
        Assert.Equal(2, _meters.Sum("leanrx.client.connections"));
        Assert.Empty(_meters.Of("leanrx.client.gaps"));
    }

    [Fact]
    public void The_outbox_tells_how_many_messages_wait()
    {
        RefuseDials(true);
        _world.Network.Cut("Tom");
        _world.AdvanceBy(Second);
        var sends = Task.WhenAll(_chat.SendAsync("1"), _chat.SendAsync("2"), _chat.SendAsync("3"));
        _world.AdvanceBy(Second);
        Assert.Equal(3, _meters.Sum("leanrx.client.outbox.messages"));

        RefuseDials(false);
        _world.Run(sends);
        Assert.Equal(0, _meters.Sum("leanrx.client.outbox.messages"));
        Assert.Equal(3, _meters.Sum("messaging.client.sent.messages"));
    }

    [Fact]
    public void What_is_refused_is_told_with_its_code_on_both_sides()
    {
        var his = _world.Run(_jerry.GetConversationAsync(_chat.Id))!;
        _world.Run(_chat.RemoveMembersAsync(["Jerry"]));
        var sending = his.SendAsync("let me in");
        _world.AdvanceBy(Second);

        var code = Assert.IsType<ServerRejectedException>(sending.Exception!.InnerException).Code;
        Assert.Equal([$"1 {Direct}, error.type={code}}}"], _meters.Of("messaging.client.sent.messages"));
        Assert.Equal([$"0.02 {Direct}, error.type={code}}}"],
            _meters.Of("messaging.client.operation.duration").Where(one => one.Contains("direct", StringComparison.Ordinal)));
        Assert.Equal([$"1 {{error.type={code}}}"], _meters.Of("leanrx.server.refusals"));
        Assert.Equal([$"0 {{messaging.operation.name=direct, error.type={code}}}"],
            _meters.Of("leanrx.server.command.duration").Where(one => one.Contains("direct", StringComparison.Ordinal)));
        Assert.Empty(_meters.Of("leanrx.server.messages.received"));
    }

    [Fact]
    public void A_command_that_nobody_answers_has_timed_out()
    {
        _world.Network.Conditions = _world.Network.Conditions with { DropRate = 1 };
        var creating = _tom.CreateConversationAsync(["Spike"]);
        _world.AdvanceBy(_tom.Options.CommandTimeout);
        Assert.True(creating.IsFaulted);
        Assert.Equal("20 {messaging.system=leanrx, messaging.operation.name=conv/start, error.type=timeout}",
            _meters.Of("messaging.client.operation.duration")[^1]);
    }

    [Fact]
    public void Faults_are_counted_by_their_kind()
    {
        using var throwing = _jerry.Messages.Subscribe(_ => throw new InvalidOperationException("oops"));
        _world.Run(_chat.SendAsync("hello"));
        _world.AdvanceBy(Second);
        Assert.Equal(["1 {messaging.system=leanrx, leanrx.fault.kind=Observer}"], _meters.Of("leanrx.client.faults"));
    }

    [Fact]
    public void A_reader_that_takes_nothing_is_counted_when_it_is_dropped()
    {
        using var backlog = _world.Server.OpenBacklog(static _ => { });
        backlog.TryAdd(100, isAnswer: false);
        Assert.Equal(100, _meters.Now("leanrx.server.queue.size"));

        _world.AdvanceBy(_world.Server.Options.Limits.WriteTimeout);
        Assert.Equal(["1 {leanrx.overflow=SlowReader}"], _meters.Of("leanrx.server.slow_readers"));
        Assert.Equal(0, _meters.Now("leanrx.server.queue.size"));
    }

    [Fact]
    public void Strangers_make_no_new_values_of_tags()
    {
        using var stranger = new FramePeer(_world, "Spike");
        stranger.Send(new UnknownFrame("made-up"));
        stranger.Send(new SessionFrame { Operation = "made-up" });
        Assert.DoesNotContain(_meters.Of("leanrx.server.command.duration"), one => one.Contains("made-up", StringComparison.Ordinal));
        Assert.Equal(2, _meters.Of("leanrx.server.command.duration").Count(one => one.Contains("=unknown", StringComparison.Ordinal)));
    }
}
