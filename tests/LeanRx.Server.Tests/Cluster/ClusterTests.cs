using LeanRx.Protocol;
using LeanRx.Server.Tests.Support;
using LeanRx.Testing;

namespace LeanRx.Server.Tests.Cluster;

/// <summary>Three engines over one store, 10 milliseconds from each other.</summary>
public partial class ClusterTests
{
    static readonly TimeSpan s_latency = TimeSpan.FromMilliseconds(10);

    readonly World _world = new(nodes: 3) { Latency = s_latency };

    [Fact]
    public void A_message_is_acknowledged_and_delivered_over_nodes()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 1));
        var conversation = Start(tom, "Jerry");
        Pass(1000);
        jerry.TakeAll();
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "hi" });
        Pass(100);

        var ack = tom.Take<AckFrame>();
        var message = jerry.Take<DirectFrame>();
        Assert.Equal((ack.MessageUid, "hi", "Tom"), (message.MessageId, message.Body, message.FromPeerId));
        tom.AssertQuiet();
        jerry.AssertQuiet();
    }

    [Fact]
    public async Task A_client_that_is_kicked_at_one_node_is_out_at_another_and_its_token_void_at_a_third()
    {
        var tom = _world.Connect(1);
        tom.Open("Tom");
        Pass(100);
        var token = tom.Take<SessionFrame>().Token;
        tom.TakeAll();
        var kick = _world.Engines[0].Applications["demo"].Clients.KickAsync("Tom", cancellationToken: TestContext.Current.CancellationToken);
        Pass(100);
        Assert.Equal(1, await kick);
        var closed = tom.Take<SessionFrame>();
        Assert.Equal((SessionOperations.Closed, ErrorCodes.KickedByApp), (closed.Operation, closed.Code));
        var again = _world.Connect(2);
        again.Open("Tom", new SessionFrame { Operation = SessionOperations.Open, Token = token });
        Pass(100);
        Assert.Equal(ErrorCodes.SessionTokenExpired, again.Take<ErrorFrame>().Code);
    }

    [Fact]
    public async Task Who_is_online_is_asked_of_all_nodes()
    {
        _ = (Login("Tom", 1), Login("Jerry", 2));
        var found = _world.Engines[0].Applications["demo"].Clients.FindOnlineAsync(["Mary", "Jerry", "Tom", "Jerry"], TestContext.Current.CancellationToken);
        Pass(100);

        Assert.Equal(["Jerry", "Tom", "Jerry"], await found);
        Assert.False(_world.Engines[0].Applications["demo"].Clients.IsOnline("Tom"));
    }

    [Fact]
    public void Of_two_devices_that_log_in_with_one_tag_at_one_instant_at_two_nodes_one_is_open_and_the_other_hears_of_it()
    {
        TestDevice[] devices = [_world.Connect(0), _world.Connect(1)];
        foreach (var (device, id) in devices.Select(static (device, index) => (device, $"device {index}")))
            device.Open("Tom", tag: "Mobile", deviceId: id);
        Pass(200);

        Assert.Equal([0, ErrorCodes.SessionConflict], devices
            .Select(static device => device.TakeAll().OfType<SessionFrame>()
                .Where(static frame => frame.Operation == SessionOperations.Closed).Sum(static frame => (int)(frame.Code ?? 0)))
            .Order());
        Assert.Equal(1, _world.SessionCount);
    }

    [Fact]
    public void A_login_that_arrives_twice_over_one_connection_is_one()
    {
        var (tom, jerry) = (_world.Connect(0), Login("Jerry", 1));
        var conversation = Start(jerry, "Tom");
        _world.Move("Tom", "3");
        tom.Open("Tom");
        tom.Open("Tom");
        Pass(100);
        tom.TakeAll();
        jerry.Send(new DirectFrame { ConversationId = conversation, Body = "hi" });
        Pass(100);

        Assert.Equal("hi", tom.Take<DirectFrame>().Body);
        tom.AssertQuiet();
        Assert.Equal(2, _world.SessionCount);
    }

    [Fact]
    public void What_an_owner_said_before_it_let_go_arrives_before_what_the_next_one_says_though_its_way_is_longer()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 1));
        var conversation = StartAt(tom, node: 0, "Jerry");
        _world.Move("Jerry", "2");
        Pass(1000);
        jerry.TakeAll();
        _world.Cluster!.SetLatency("1", "2", TimeSpan.FromMilliseconds(300));
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "first" });
        _world.Move(conversation, "3");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "second" });
        Pass(1000);

        Assert.Equal(["first", "second"], jerry.TakeAll().OfType<DirectFrame>().Select(static message => message.Body));
    }

    [Fact]
    public void What_waits_for_an_owner_that_has_to_let_go_before_it_was_ready_is_done_by_the_next_one()
    {
        var tom = Login("Tom", 1);
        var conversation = StartAt(tom, node: 0, "Jerry");
        Pass(1000);
        tom.TakeAll();
        _world.Move(conversation, "2");
        tom.Send(new DirectFrame { ConversationId = conversation, Body = "hi" });
        _world.Move(conversation, "3");
        Pass(100);

        Assert.NotNull(tom.Take<AckFrame>().MessageUid);
    }

    [Fact]
    public void Who_is_in_a_chat_room_hears_it_also_when_its_owner_is_another()
    {
        var (tom, jerry) = (Login("Tom", 0), Login("Jerry", 1));
        tom.Send(new ConversationFrame { Operation = ConversationOperations.Start, IsTransient = true });
        Pass(100);
        var room = tom.Take<ConversationFrame>().ConversationId!;
        _world.Move(room, "3");
        jerry.Send(new ConversationFrame { Operation = ConversationOperations.Add, ConversationId = room, Members = ["Jerry"] });
        Pass(100);
        jerry.TakeAll();
        tom.TakeAll();
        tom.Send(new DirectFrame { ConversationId = room, Body = "one" });
        Pass(100);
        Assert.Equal("one", jerry.Take<DirectFrame>().Body);
        _world.Cluster!.Kill("3");
        Pass(600);
        tom.Send(new DirectFrame { ConversationId = room, Body = "two" });
        Pass(200);
        Assert.Equal("two", jerry.Take<DirectFrame>().Body);
        jerry.Drop();
        Pass(100);
        var count = tom.Ask<ConversationFrame>(new ConversationFrame { Operation = ConversationOperations.Count, ConversationId = room }, () => Pass(100));
        Assert.Equal(1, count.Count);
    }

    TestDevice Login(string clientId, int node, SessionCapabilities also = default)
    {
        var device = _world.Connect(node);
        device.Open(clientId, SessionCapabilities.PartialFailures | SessionCapabilities.MessagePatches | also);
        Pass(100);
        device.TakeAll();
        return device;
    }

    string Start(TestDevice device, params string[] members)
    {
        device.Send(new ConversationFrame { Operation = ConversationOperations.Start, Members = members });
        Pass(100);
        return device.TakeAll().OfType<ConversationFrame>().First(static frame => frame.Operation == ConversationOperations.Started).ConversationId!;
    }

    string StartAt(TestDevice device, int node, params string[] members)
    {
        var conversation = Start(device, members);
        _world.Move(conversation, $"{node + 1}");
        return conversation;
    }

    List<string?> History(TestDevice device, string conversation)
    {
        var logs = device.Ask<LogsFrame>(new LogsFrame { ConversationId = conversation, Limit = 100 }, () => Pass(100));
        return [.. logs.Items!.Select(static item => item.Data)];
    }

    void Pass(int milliseconds) => _world.Pass(TimeSpan.FromMilliseconds(milliseconds));
}
