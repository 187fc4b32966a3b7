using LeanRx.Connections.Internal;
using LeanRx.Transport.Internal;
using Microsoft.Reactive.Testing;

namespace LeanRx.Tests.Messages;

/// <summary>Messages that come faster than observers can be woken, over a connection that knows when it has told everything.</summary>
public class DeliveryBatchTests
{
    readonly TestScheduler _scheduler = new();
    readonly PacedTransport _network;
    readonly List<Message> _heard = [];

    public DeliveryBatchTests()
    {
        _network = new PacedTransport(new FakeTransport(_scheduler));
        var jerry = new LeanClient(new LeanClientOptions
        {
            Server = SessionWorld.Server,
            ClientId = "Jerry",
            Scheduler = _scheduler,
            Transport = _network,
            Random = new Random(1)
        });
        jerry.Messages.Subscribe(_heard.Add);
        _ = jerry.OpenAsync();
        _network.Pause();
        _scheduler.AdvanceBy(10);
    }

    FakeConnection Connection => _network.Inner.Last;

    void Receive(int number) =>
        Connection.Receive(new DirectFrame
        {
            PeerId = "Jerry",
            ConversationId = "c1",
            FromPeerId = "Tom",
            MessageId = $"m{number}",
            Timestamp = 1_700_000_000_000 + number,
            Body = "hi"
        });

    [Fact]
    public void Messages_of_a_burst_are_told_and_confirmed_together_when_it_pauses()
    {
        Receive(1);
        Receive(2);
        Receive(3);
        _scheduler.AdvanceBy(10);
        Assert.Empty(_heard);

        _network.Pause();
        _scheduler.AdvanceBy(10);

        Assert.Equal(["m1", "m2", "m3"], _heard.Select(message => message.Id));
        var ack = Assert.Single(Connection.Sent.Select(sent => sent.Frame).OfType<AckFrame>());
        Assert.Equal((1_700_000_000_001, 1_700_000_000_003), (ack.FromTimestamp, ack.ToTimestamp));
    }

    [Fact]
    public void What_a_burst_brought_is_told_although_its_socket_broke_before_it_paused()
    {
        Receive(1);
        Receive(2);

        Connection.Close();
        _scheduler.AdvanceBy(10);

        Assert.Equal(["m1", "m2"], _heard.Select(message => message.Id));
    }

    sealed class PacedTransport(FakeTransport inner) : ITransport
    {
        PacedConnection? _last;

        public FakeTransport Inner => inner;

        public void Pause() => _last!.Paused!();

        public ITransportConnection Create(Uri address, string subprotocol) => _last = new PacedConnection(inner.Create(address, subprotocol));
    }

    sealed class PacedConnection(ITransportConnection inner) : ITransportConnection, IPacedConnection
    {
        public Action? Paused { get; set; }

        public IDisposable Subscribe(IObserver<TransportEvent> observer) => inner.Subscribe(observer);

        public void Send(ReadOnlyMemory<byte> payload, bool isText) => inner.Send(payload, isText);
    }
}
