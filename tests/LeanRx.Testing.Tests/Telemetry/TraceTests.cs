using System.Diagnostics;
using System.Reactive.Concurrency;
using System.Reactive.Linq;
using LeanRx.Protocol;
using LeanRx.Server;
using LeanRx.Simulation;

namespace LeanRx.Testing.Tests.Telemetry;

/// <summary>A message's trace from call to handler, on the virtual clock: 10 ms from one side to the other, 7 ms to become durable.</summary>
public class TraceTests
{
    static readonly TimeSpan Line = TimeSpan.FromMilliseconds(10);
    static readonly TimeSpan Durable = TimeSpan.FromMilliseconds(7);
    /// <summary>The platform knows no activity that takes no time at all.</summary>
    static readonly TimeSpan Shortest = TimeSpan.FromTicks(1);

    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    readonly VirtualWorld _world;

    public TraceTests()
    {
        var scheduler = new HistoricalScheduler();
        _world = new VirtualWorld(scheduler,
            new VirtualWorldOptions { CreateStore = () => new SlowStore(new InMemoryMessageStore(), scheduler, Durable) });
    }

    (LeanClient Tom, LeanClient Jerry, Conversation Chat) Meet(Func<LeanClientOptions, LeanClientOptions> configure)
    {
        var (tom, jerry) = (_world.CreateClient("Tom", configure), _world.CreateClient("Jerry", configure));
        _world.Run(Task.WhenAll(tom.OpenAsync(), jerry.OpenAsync()));
        var chat = _world.Run(tom.CreateConversationAsync(["Jerry"]));
        _world.AdvanceBy(Second);
        return (tom, jerry, chat);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_spans_of_a_message_and_the_line_between_them_are_its_whole_time_to_the_tick(bool isBinary)
    {
        var (tom, jerry, chat) = Meet(options => (isBinary ? ProtobufTransport.Use(options) : options) with { PropagateTrace = true });
        var (left, came) = (new List<DateTimeOffset>(), new List<DateTimeOffset>());
        using var frames = tom.Frames.Subscribe(record => Add(left, record, FrameDirection.Sent));
        using var theirs = jerry.Frames.Subscribe(record => Add(came, record, FrameDirection.Received));
        ActivityContext? inHandler = null;
        using var heard = jerry.Messages.Subscribe(_ => inHandler = Activity.Current?.Context);
        using var trace = new Trace();

        var called = _world.Clock.Now;
        var ack = _world.Run(trace.In(() => chat.SendAsync("hello")));
        _world.AdvanceBy(Second);

        var (send, relay, process) = (trace["send"], trace["relay"], trace["process"]);
        Assert.Equal((called.UtcDateTime, Line + Durable + Line), (send.StartTimeUtc, send.Duration));
        Assert.Equal((called.UtcDateTime + Line, Durable), (relay.StartTimeUtc, relay.Duration));
        Assert.Equal((called.UtcDateTime + Line + Durable + Line, Shortest), (process.StartTimeUtc, process.Duration));

        var there = relay.StartTimeUtc - send.StartTimeUtc;
        var here = process.StartTimeUtc - (relay.StartTimeUtc + relay.Duration);
        Assert.Equal(came.Single() - left.Single(), there + relay.Duration + here + process.Duration - Shortest);

        Assert.Equal((trace.Root.SpanId, send.SpanId, relay.SpanId), (send.ParentSpanId, relay.ParentSpanId, process.ParentSpanId));
        Assert.Equal((process.TraceId, process.SpanId), (inHandler!.Value.TraceId, inHandler.Value.SpanId));
        Assert.Equal((ActivityKind.Producer, ActivityKind.Server, ActivityKind.Consumer), (send.Kind, relay.Kind, process.Kind));
        Assert.All([send, relay, process], span => Assert.Equal(ack.MessageId, span.GetTagItem("messaging.message.id")));
        Assert.All([send, relay, process], span => Assert.Equal(chat.Id, span.GetTagItem("messaging.destination.name")));
        Assert.Null(Activity.Current);

        static void Add(List<DateTimeOffset> times, FrameRecord record, FrameDirection direction)
        {
            if (record.Frame is DirectFrame && record.Direction == direction)
                times.Add(record.Timestamp);
        }
    }

    [Fact]
    public void Nothing_travels_unless_it_is_asked_for()
    {
        var (tom, jerry, chat) = Meet(static options => options);
        var carried = new List<string?>();
        using var frames = tom.Frames.Merge(jerry.Frames).Subscribe(record => carried.AddRange(record.Frame is DirectFrame direct ? [direct.TraceParent] : []));
        using var trace = new Trace();
        _world.Run(trace.In(() => chat.SendAsync("hello")));
        _world.AdvanceBy(Second);
        Assert.Equal([null, null], carried);
        Assert.Equal(["send"], trace.Names);
    }

    [Fact]
    public void The_trace_travels_also_where_nobody_listens_to_the_clients_own_spans()
    {
        var (_, jerry, chat) = Meet(static options => options with { PropagateTrace = true });
        string? carried = null;
        using var frames = jerry.Frames.Subscribe(record => carried ??= (record.Frame as DirectFrame)?.TraceParent);
        using var activity = new Activity("test").SetIdFormat(ActivityIdFormat.W3C).Start();
        var id = activity.Id;
        var sending = chat.SendAsync("hello");
        Activity.Current = null;
        _world.Run(sending);
        _world.AdvanceBy(Second);
        Assert.Equal(id![..36], carried![..36]);
    }

    [Fact]
    public void A_send_that_waits_for_its_connection_is_one_span_with_the_wait()
    {
        var (tom, _, chat) = Meet(static options => options with { PropagateTrace = true });
        var acked = DateTimeOffset.MinValue;
        using var frames = tom.Frames.Where(record => record.Frame is AckFrame { MessageUid: not null }).Subscribe(record => acked = record.Timestamp);
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = true };
        _world.Network.Cut("Tom");
        _world.AdvanceBy(Second);
        using var trace = new Trace();
        var called = _world.Clock.Now;
        var sending = trace.In(() => chat.SendAsync("hello"));
        _world.AdvanceBy(TimeSpan.FromSeconds(30));
        _world.Network.Conditions = _world.Network.Conditions with { RefusesDials = false };
        _world.Run(sending);
        _world.AdvanceBy(Second);
        Assert.Equal((called.UtcDateTime, acked - called), (trace["send"].StartTimeUtc, trace["send"].Duration));
        Assert.Equal(["send", "relay", "process"], trace.Names.OrderByDescending(name => name is "send").ThenByDescending(name => name is "relay"));
    }

    [Fact]
    public void A_send_that_fails_says_why()
    {
        var (_, jerry, chat) = Meet(static options => options);
        var his = _world.Run(jerry.GetConversationAsync(chat.Id))!;
        _world.Run(chat.RemoveMembersAsync(["Jerry"]));
        using var trace = new Trace();
        var sending = trace.In(() => his.SendAsync("let me in"));
        _world.AdvanceBy(Second);
        var refusal = Assert.IsType<ServerRejectedException>(sending.Exception!.InnerException);
        Assert.Equal((ActivityStatusCode.Error, $"{refusal.Code}"), (trace["send"].Status, trace["send"].GetTagItem("error.type")));
    }

    [Theory]
    [InlineData("")]
    [InlineData("00-00000000000000000000000000000000-0000000000000000-01")]
    [InlineData("<script>")]
    public void What_is_no_trace_does_not_travel(string traceParent)
    {
        var (_, jerry, chat) = Meet(static options => options);
        var carried = new List<string?>();
        using var frames = jerry.Frames.Subscribe(record => carried.AddRange(record.Frame is DirectFrame direct ? [direct.TraceParent] : []));
        using var raw = new FramePeer(_world, "Tom");
        raw.Send(new DirectFrame { ConversationId = chat.Id, Body = "hello", TraceParent = traceParent });
        _world.AdvanceBy(Second);
        Assert.Equal([null], carried);
    }
}
