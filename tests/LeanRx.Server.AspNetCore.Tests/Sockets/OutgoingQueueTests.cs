using System.Buffers;
using System.Buffers.Binary;
using System.Text;
using LeanRx.Protocol;
using LeanRx.Server.AspNetCore.Sockets.Internal;
using LeanRx.Server.Hosting;
using LeanRx.Server.Runtime.Internal;

namespace LeanRx.Server.AspNetCore.Tests.Sockets;

/// <summary>Frames for one socket and frames for many wait in one line, although the latter are copied when they leave.</summary>
public sealed class OutgoingQueueTests : IAsyncLifetime
{
    readonly MessagingEngine _engine = new(new InMemoryMessageStore(), new ServerOptions { Limits = ServerLimits.Unlimited });
    readonly JsonFrameCodec _codec = new();

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task They_leave_in_the_order_in_which_they_were_queued(bool isBurst)
    {
        for (var seed = 0; seed < 20; seed++)
        {
            var random = new Random(seed);
            var lines = Enumerable.Range(0, 4).Select(_ => new Line(_engine)).ToArray();
            var addressees = new[] { "Tom", "Jerry" }.Select(id => new Addressee(id, FrameEncoding.Json)).ToArray();
            if (isBurst)
            {
                using var burst = WriteBatch.Begin();
                QueueSome();
            }
            else
                QueueSome();
            foreach (var line in lines)
            {
                await line.Outgoing.CompleteAsync();
                Assert.Equal(Encoding.Latin1.GetString([.. line.Expected]), Encoding.Latin1.GetString([.. line.Transport.Bytes]));
            }

            void QueueSome()
            {
                for (var step = 0; step < 80; step++)
                {
                    var body = new string('x', random.Next(12) == 0 ? random.Next(50_000) : random.Next(300));
                    var frame = random.Next(4) == 0 ? null : new FanOutFrame(new DirectFrame { MessageId = $"m{step}", Body = body });
                    foreach (var line in lines.Where(_ => random.Next(8) > 0))
                        line.Queue(frame, $"{step}{body}", _codec, addressees[random.Next(10) == 0 ? 1 : 0]);
                }
            }
        }
    }

    [Fact]
    public void What_many_get_costs_memory_once_however_many_they_are()
    {
        AllocatedFor(20);
        Assert.Equal(AllocatedFor(10), AllocatedFor(20));
    }

    long AllocatedFor(int count)
    {
        var queues = Enumerable.Range(0, count).Select(_ => new OutgoingQueue(Stream.Null, _engine.OpenBacklog(_ => { }), () => { })).ToArray();
        var addressees = queues.Select((_, i) => new Addressee($"member{i}", FrameEncoding.Json)).ToArray();
        Send();
        return Send();

        // Until the frames leave: what a write takes is the socket's.
        long Send()
        {
            using var batch = WriteBatch.Begin();
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var number = 0; number < 30; number++)
            {
                var frame = new FanOutFrame(new DirectFrame { MessageId = "m", Body = "Hi" });
                for (var i = 0; i < queues.Length; i++)
                    queues[i].Append(frame, _codec, addressees[i]);
            }
            return GC.GetAllocatedBytesForCurrentThread() - before;
        }
    }

    sealed class Line(MessagingEngine engine)
    {
        public OutgoingQueue Outgoing => _outgoing ??= new(Transport, engine.OpenBacklog(_ => { }), () => { });

        OutgoingQueue? _outgoing;

        public ScriptedTransport Transport { get; } = new();

        public List<byte> Expected { get; } = [];

        /// <summary>The frame, or else the text.</summary>
        public void Queue(FanOutFrame? frame, string text, JsonFrameCodec codec, Addressee addressee)
        {
            if (frame is null)
            {
                Outgoing.AppendText(Encoding.UTF8.GetBytes(text));
                Expect(Encoding.UTF8.GetBytes(text));
                return;
            }
            Outgoing.Append(frame, codec, addressee);
            var output = new ArrayBufferWriter<byte>();
            codec.Encode(frame.Frame, output);
            Expect([.. Encoding.UTF8.GetBytes($"{{\"peerId\":\"{addressee.PeerId}\","), .. output.WrittenSpan[1..]]);
        }

        void Expect(byte[] payload)
        {
            var length = new byte[payload.Length < 126 ? 0 : payload.Length <= ushort.MaxValue ? 2 : 8];
            if (length.Length == 2)
                BinaryPrimitives.WriteUInt16BigEndian(length, (ushort)payload.Length);
            else if (length.Length == 8)
                BinaryPrimitives.WriteInt64BigEndian(length, payload.Length);
            Expected.AddRange([0x81, length.Length switch { 0 => (byte)payload.Length, 2 => 126, _ => 127 }, .. length, .. payload]);
        }
    }
}
