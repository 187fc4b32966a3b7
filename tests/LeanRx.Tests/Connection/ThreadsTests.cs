using System.Reactive.Disposables;
using System.Threading.Channels;
using LeanRx.Common.Internal;
using LeanRx.Connections.Internal;

namespace LeanRx.Tests.Connection;

/// <summary>Many threads at once, on the thread pool and with a server that answers from threads of its own.</summary>
public class ThreadsTests
{
    [Fact]
    [Trait("Speed", "slow")]
    public async Task Commands_from_many_threads_over_a_socket_that_drops_all_end_and_leave_nothing_behind()
    {
        const int Threads = 8;
        const int Commands = 2000;
        var transport = new DroppingTransport(dropAfter: 997);
        var session = new Session(new LeanClientOptions
        {
            Server = SessionWorld.Server,
            ClientId = "tom",
            Transport = transport,
            ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromTicks(1), TimeSpan.FromTicks(1)),
        });
        var open = session.OpenAsync();

        var answered = 0;
        var lost = 0;
        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Task.Run(async () =>
        {
            using var source = new CancellationTokenSource();
            for (var command = 0; command < Commands; command++)
            {
                try
                {
                    var frame = new DirectFrame { ConversationId = $"{thread}", MessageId = $"{command}" };
                    var answer = (AckFrame)await session.ExecuteAsync(frame, repeatable: command % 10 != 0, source.Token);
                    Assert.Equal($"{thread}/{command}", answer.MessageUid);
                    Interlocked.Increment(ref answered);
                }
                catch (ConnectionLostException) when (command % 10 == 0)
                {
                    Interlocked.Increment(ref lost);
                }
            }
        })));
        await open;

        Assert.Equal(Threads * Commands, answered + lost);
        Assert.Equal((0, 0, 0), (session.Diagnostics.WaitingCommands, session.Diagnostics.InFlightCommands, session.Diagnostics.Registrations));
        Assert.Equal(1, transport.MostLive);
        Assert.True(transport.Dials > 10, $"{transport.Dials} dials");
        await session.DisposeAsync();
        Assert.Equal(0, session.Diagnostics.Timers);
    }

    /// <summary>A server that answers everything from the thread pool and breaks each socket after so many frames.</summary>
    sealed class DroppingTransport(int dropAfter) : ITransport
    {
        int _live;
        int _mostLive;
        int _dials;

        public int MostLive => _mostLive;

        public int Dials => _dials;

        public ITransportConnection Create(Uri address, string subprotocol) => new Connection(this, dropAfter);

        sealed class Connection(DroppingTransport transport, int dropAfter) : ITransportConnection
        {
            readonly Channel<byte[]> _received = Channel.CreateUnbounded<byte[]>();
            int _ended;

            public IDisposable Subscribe(IObserver<TransportEvent> observer)
            {
                Interlocked.Increment(ref transport._dials);
                transport._mostLive = Math.Max(transport._mostLive, Interlocked.Increment(ref transport._live));
                _ = Task.Run(() => ServeAsync(observer));
                return Disposable.Create(End);
            }

            public void Send(ReadOnlyMemory<byte> payload, bool isText) => _received.Writer.TryWrite(payload.ToArray());

            async Task ServeAsync(IObserver<TransportEvent> observer)
            {
                observer.OnNext(TransportEvent.Opened());
                var left = dropAfter;
                await foreach (var payload in _received.Reader.ReadAllAsync())
                {
                    if (left-- == 0)
                    {
                        End();
                        observer.OnNext(TransportEvent.Closed(new TransportClose(1006)));
                        return;
                    }
                    if (Answer(JsonFrameCodec.Default.Decode(payload)) is { } answer)
                        observer.OnNext(TransportEvent.Received(answer, isText: true));
                }
            }

            static byte[]? Answer(Frame frame)
            {
                Frame? answer = frame switch
                {
                    DirectFrame direct => new AckFrame { SerialId = direct.SerialId, MessageUid = $"{direct.ConversationId}/{direct.MessageId}" },
                    SessionFrame { Operation: "open" } => new SessionFrame { Operation = "opened", SerialId = frame.SerialId },
                    SessionFrame { Operation: "close" } => new SessionFrame { Operation = "closed", SerialId = frame.SerialId },
                    _ => null,
                };
                if (answer is null)
                    return null;
                var buffer = new PayloadBuffer();
                JsonFrameCodec.Default.Encode(answer, buffer);
                return buffer.Take();
            }

            void End()
            {
                if (Interlocked.Exchange(ref _ended, 1) != 0)
                    return;
                Interlocked.Decrement(ref transport._live);
                _received.Writer.TryComplete();
            }
        }
    }
}
