using System.Reactive.Concurrency;
using System.Reactive.Linq;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Simulation;

namespace LeanRx.Testing.Tests;

/// <summary>An answer that cannot be read ends its command at once, in each dialect.</summary>
public class UnreadableReplyTests
{
    public static TheoryData<bool> Dialects => [false, true];

    [Theory]
    [MemberData(nameof(Dialects))]
    public void A_send_whose_answer_cannot_be_read_ends_when_the_answer_comes(bool isProtobuf)
    {
        var world = new VirtualWorld(new HistoricalScheduler());
        var isBroken = false;
        var tom = world.CreateClient("Tom", options =>
        {
            var spoken = isProtobuf ? ProtobufTransport.Use(options) : options;
            return spoken with { Transport = new Breaking(spoken.Transport!, frame => isBroken && frame is AckFrame, spoken.WireFormat) };
        });
        var faults = new List<Fault>();
        tom.Faults.Subscribe(faults.Add);
        world.Run(tom.OpenAsync());
        var chat = world.Run(tom.CreateConversationAsync(["Jerry"]));
        isBroken = true;
        var sending = chat.SendAsync("hello");
        world.AdvanceBy(TimeSpan.FromSeconds(0.1));
        isBroken = false;

        Assert.IsType<InvalidResponseException>(sending.Exception?.InnerException);
        Assert.Equal(FaultKind.Protocol, Assert.Single(faults).Kind);
        Assert.IsType<ConnectionState.Connected>(tom.State);
        // It is the last message all the same.
        Assert.Equal("hello", Assert.IsType<TextMessage>(chat.LastMessage).Text);
        world.Run(chat.SendAsync("again"));
    }

    /// <summary>Breaks a field of some frames that come.</summary>
    sealed class Breaking(ITransport inner, Func<Frame, bool> breaks, WireFormat format) : ITransport
    {
        public ITransportConnection Create(Uri address, string subprotocol) => new Connection(inner.Create(address, subprotocol), breaks, format.CreateCodec());

        sealed class Connection(ITransportConnection inner, Func<Frame, bool> breaks, IFrameCodec codec) : ITransportConnection
        {
            // Field 105 of the frame is the ack, and holds a number that ends too early.
            static readonly byte[] BrokenAck = [0xca, 0x06, 0x02, 0x08, 0xff];

            public IDisposable Subscribe(IObserver<TransportEvent> observer) => inner
                .Select(what => what.Kind == TransportEventKind.Payload && breaks(codec.Decode(what.Payload.Span))
                    ? TransportEvent.Received(Broken(what.Payload.ToArray()), what.IsText) : what)
                .Subscribe(observer);

            public void Send(ReadOnlyMemory<byte> payload, bool isText) => inner.Send(payload, isText);

            byte[] Broken(byte[] payload) => codec.IsText
                ? Encoding.UTF8.GetBytes(Encoding.UTF8.GetString(payload).TrimEnd('}') + ",\"t\":\"soon\"}")
                : [.. payload, .. BrokenAck];
        }
    }
}
