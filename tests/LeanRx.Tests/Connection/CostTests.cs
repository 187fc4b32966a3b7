using System.Reactive.Disposables;
using LeanRx.Connections.Internal;

namespace LeanRx.Tests.Connection;

/// <summary>What a command costs in memory, on a transport that costs nothing.</summary>
[Collection(CountsTheProcess.Name)]
public class CostTests
{
    const int Commands = 1000;

    [Fact]
    [Trait("Speed", "slow")]
    public async Task An_awaited_send_costs_less_than_600_bytes_beside_payload_and_answer()
    {
        var transport = new Sink();
        var session = new Session(new LeanClientOptions { Server = SessionWorld.Server, ClientId = "tom", Transport = transport });
        var open = session.OpenAsync();
        transport.Observer!.OnNext(TransportEvent.Opened());
        transport.Observer.OnNext(TransportEvent.Received("""{"cmd":"session","op":"opened","i":1,"peerId":"tom"}"""u8.ToArray(), isText: true));
        await open;
        var frames = Enumerable.Range(0, Commands)
            .Select(_ => new DirectFrame { ConversationId = "5f3e5a1b2c4d6e7f80910111", Body = "hello", DeduplicationToken = "token" }).ToArray();
        var tasks = new Task<Frame>[Commands];
        var answers = Enumerable.Range(2, 2 * Commands)
            .Select(serial => System.Text.Encoding.UTF8.GetBytes($$"""{"cmd":"ack","i":{{serial}},"uid":"m","t":1}""")).ToArray();

        Exchange(0);
        var cost = Exchange(Commands);

        Assert.All(tasks, task => Assert.True(task.IsCompletedSuccessfully));
        Assert.True(cost < 600, $"{cost} bytes for each command");
        await session.DisposeAsync();

        long Exchange(int first)
        {
            transport.Bytes = 0;
            var whole = Allocated(() =>
            {
                for (var command = 0; command < Commands; command++)
                    tasks[command] = session.ExecuteAsync(frames[command], repeatable: true, CancellationToken.None);
                for (var command = 0; command < Commands; command++)
                    transport.Observer!.OnNext(TransportEvent.Received(answers[first + command], isText: true));
            });
            var decoding = Allocated(() =>
            {
                for (var command = 0; command < Commands; command++)
                    JsonFrameCodec.Default.Decode(answers[first + command]);
            });
            return (whole - decoding - transport.Bytes) / Commands;
        }
    }

    static long Allocated(Action work)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        work();
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }

    sealed class Sink : ITransport, ITransportConnection
    {
        public IObserver<TransportEvent>? Observer { get; private set; }

        public long Bytes { get; set; }

        public ITransportConnection Create(Uri address, string subprotocol) => this;

        public IDisposable Subscribe(IObserver<TransportEvent> observer)
        {
            Observer = observer;
            return Disposable.Empty;
        }

        public void Send(ReadOnlyMemory<byte> payload, bool isText) => Bytes += payload.Length;
    }
}
