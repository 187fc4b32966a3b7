using Microsoft.Reactive.Testing;

namespace LeanRx.Tests;

/// <summary>The client as a newcomer meets it, on a fake network.</summary>
public class ClientTests
{
    readonly TestScheduler _scheduler = new();
    readonly FakeTransport _network;
    readonly LeanClient _tom;

    public ClientTests()
    {
        _network = new FakeTransport(_scheduler) { Answer = Answer };
        _tom = new LeanClient(new LeanClientOptions
        {
            Server = SessionWorld.Server,
            ClientId = "Tom",
            Scheduler = _scheduler,
            Transport = _network,
            Random = new Random(1)
        });
    }

    static Frame? Answer(Frame frame) => frame switch
    {
        ConversationFrame { Operation: ConversationOperations.Start } =>
            new ConversationFrame { Operation = ConversationOperations.Started, ConversationId = "c1", CreatedAt = "2024-01-12T08:00:00.123Z" },
        DirectFrame => new AckFrame { MessageUid = "m1", Timestamp = 1700000000123 },
        _ => null,
    };

    void Settle() => _scheduler.AdvanceBy(10);

    /// <summary>What came of a command after the network had its say.</summary>
    T Settled<T>(Task<T> command)
    {
        Settle();
        return Result.Of(command);
    }

    void Open()
    {
        var open = _tom.OpenAsync();
        Settle();
        Assert.True(open.IsCompletedSuccessfully);
    }

    [Fact]
    public void Tom_logs_in_creates_a_conversation_and_sends_his_first_message()
    {
        var heard = ClientWorld.Record(_tom.Messages);
        Open();
        var chat = Settled(_tom.CreateConversationAsync(["Jerry"], new() { Name = "Tom & Jerry", IsUnique = true }));
        var ack = Settled(chat.SendAsync("耗子，起床！"));
        Assert.Equal("m1", ack.MessageId);
        Assert.Equal(DateTimeOffset.FromUnixTimeMilliseconds(1700000000123), ack.Timestamp);
        Assert.Equal(["Tom", "Jerry"], chat.Members);
        Assert.Equal("Tom & Jerry", chat.Name);
        var sent = Assert.IsType<DirectFrame>(_network.Last.Received("direct").Frame);
        Assert.Equal("{\"_lctype\":-1,\"_lctext\":\"耗子，起床！\"}", sent.Body);
        Assert.Equal("Tom", sent.PeerId);
        _network.Last.Receive(ClientWorld.Direct("m2", 1700000000200, "c1") with { Body = "{\"_lctype\":-1,\"_lctext\":\"嘘\"}" });
        Settle();
        var message = Assert.IsType<TextMessage>(Assert.Single(heard));
        Assert.Equal("嘘", message.Text);
        Assert.Equal("c1", message.ConversationId);
        Assert.Equal("m2", Assert.IsType<AckFrame>(_network.Last.Received("ack").Frame).MessageId);
    }

    [Fact]
    public void Every_stream_ends_when_the_client_is_disposed()
    {
        Open();
        var chat = Settled(_tom.CreateConversationAsync(["Jerry"]));
        var ended = new List<string>();
        void Watch<T>(IObservable<T> stream, string name) => stream.Subscribe(_ => { }, _ => Assert.Fail(name), () => ended.Add(name));
        Watch(_tom.StateChanges, "states");
        Watch(_tom.Messages, "messages");
        Watch(_tom.Receipts, "receipts");
        Watch(_tom.MembershipChanges, "members");
        Watch(_tom.ConversationsCreated, "created");
        Watch(_tom.ConversationUpdates, "updates");
        Watch(_tom.UnreadChanges, "unread");
        Watch(_tom.Frames, "frames");
        Watch(_tom.Faults, "faults");
        Watch(_tom.WatchPresence(["Jerry"], TimeSpan.FromSeconds(10)), "presence");
        Watch(chat.Messages, "its messages");
        Watch(chat.Receipts, "its receipts");
        Watch(chat.MembershipChanges, "its members");
        Watch(chat.Watch(), "its snapshots");
        var disposed = _tom.DisposeAsync();
        Settle();
        Assert.True(disposed.IsCompletedSuccessfully);
        string[] all = ["states", "messages", "receipts", "members", "created", "updates", "unread", "frames", "faults", "presence", "its messages",
            "its receipts", "its members", "its snapshots"];
        Assert.Equal(all.Order(), ended.Order());
    }

    [Fact]
    public void A_client_of_a_name_too_long_is_refused_with_the_limit()
    {
        var error = Assert.Throws<ArgumentException>(() => new LeanClient(SessionWorld.Server, new string('a', 65)));
        Assert.Equal("clientId", error.ParamName);
        Assert.Contains("1 to 64", error.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new LeanClient(SessionWorld.Server, ""));
        Assert.Throws<ArgumentNullException>(() => new LeanClient(null!, "Tom"));
    }
}
