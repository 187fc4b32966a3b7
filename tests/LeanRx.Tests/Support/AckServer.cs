using System.Buffers;
using System.Reactive.Disposables;
using System.Text;
using System.Threading.Channels;
using LeanRx.Transport.Internal;

namespace LeanRx.Tests.Support;

/// <summary>
/// A server of texts, on threads of its own. It logs everybody in, and keeps of what it is sent the last payload alone, which costs nothing. Where it answers,
/// the id of a message is its text, each answer comes twice, and a text that ends with 7 is refused.
/// </summary>
sealed class AckServer : ITransport
{
    readonly byte[] _last = new byte[1024];
    int _length;
    IObserver<TransportEvent>? _observer;

    public bool Answers { get; init; }

    /// <summary>Each socket breaks after so many frames.</summary>
    public int DropsAfter { get; init; } = int.MaxValue;

    /// <summary>The serial id of the frame that was sent last.</summary>
    public int LastSerialId => JsonFrameCodec.Default.Decode(_last.AsSpan(0, _length)).SerialId!.Value;

    public static byte[] AckOf(int serialId, string id) =>
        Encoding.UTF8.GetBytes($$"""{"cmd":"ack","i":{{serialId}},"peerId":"tom","cid":"room","uid":"{{id}}","t":1700000000123}""");

    public void Ack(int serialId, string id) => Tell(AckOf(serialId, id));

    public void Refuse(int serialId) => Tell(RefusalOf(serialId));

    public void Tell(byte[] payload) => _observer!.OnNext(TransportEvent.Received(payload, isText: true));

    static byte[] RefusalOf(int serialId) => Encoding.UTF8.GetBytes($$"""{"cmd":"ack","i":{{serialId}},"code":4401}""");

    public ITransportConnection Create(Uri address, string subprotocol) => new Connection(this);

    sealed class Connection(AckServer server) : ITransportConnection, ICopyingConnection
    {
        readonly Channel<Frame> _received = Channel.CreateUnbounded<Frame>();

        public IDisposable Subscribe(IObserver<TransportEvent> observer)
        {
            server._observer = observer;
            observer.OnNext(TransportEvent.Opened());
            _ = Task.Run(() => ServeAsync(observer));
            return Disposable.Create(() => _received.Writer.TryComplete());
        }

        public void Send(ReadOnlyMemory<byte> payload, bool isText) => Send(payload.Span, isText, isAlone: false);

        public void Send(ReadOnlySpan<byte> payload, bool isText, bool isAlone)
        {
            payload.CopyTo(server._last);
            server._length = payload.Length;
            if (server.Answers || payload.IndexOf("session"u8) >= 0)
                _received.Writer.TryWrite(JsonFrameCodec.Default.Decode(payload));
        }

        async Task ServeAsync(IObserver<TransportEvent> observer)
        {
            var left = server.DropsAfter;
            await foreach (var frame in _received.Reader.ReadAllAsync())
            {
                if (left-- == 0)
                {
                    _received.Writer.TryComplete();
                    observer.OnNext(TransportEvent.Closed(new TransportClose(1006)));
                    return;
                }
                if (Answer(frame) is not { } answer)
                    continue;
                observer.OnNext(TransportEvent.Received(answer, isText: true));
                observer.OnNext(TransportEvent.Received(answer, isText: true));
            }
        }

        static byte[]? Answer(Frame frame) => frame switch
        {
            DirectFrame { Body: { } body } => TextOf(body) is var text && text.EndsWith('7') ? RefusalOf(frame.SerialId!.Value)
                : AckOf(frame.SerialId!.Value, text),
            SessionFrame { Operation: SessionOperations.Open } => SessionOf(SessionOperations.Opened, frame),
            SessionFrame { Operation: SessionOperations.Close } => SessionOf(SessionOperations.Closed, frame),
            _ => null,
        };

        static string TextOf(string body) => body["{\"_lctype\":-1,\"_lctext\":\"".Length..^"\"}".Length];

        static byte[] SessionOf(string operation, Frame request)
        {
            var buffer = new ArrayBufferWriter<byte>();
            JsonFrameCodec.Default.Encode(new SessionFrame { Operation = operation, SerialId = request.SerialId }, buffer);
            return buffer.WrittenSpan.ToArray();
        }
    }
}
