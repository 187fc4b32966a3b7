#if NET
using System.Buffers;
using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using LeanRx.Protocol.Framing.Internal;
using Websocket.Client;

namespace LeanRx.Transport.Internal;

/// <summary>
/// A WebSocket over the stream of an upgraded connection (RFC 6455). What it does in batches the platform's does message by message: all messages of a read
/// are one message for Websocket.Client, and so are all messages that are sent while another write runs.
/// </summary>
internal sealed class FramedWebSocket : TransportSocket, IWebSocketFrameSink
{
    /// <summary>Room for more messages of one batch is not kept.</summary>
    const int ManyMessages = 1024;

    /// <summary>Stands in the queue of Websocket.Client for what there is to write when its turn comes.</summary>
    static readonly byte[] Turn = [];

    readonly Stream _stream;
    readonly FrameSender _sender;
    readonly WebSocketFrameReader _reader;
    readonly IWebSocketWatcher _watcher;
    readonly List<Received> _received = [];
    WebsocketClient? _queue;

    /// <summary>What came with the answer to the handshake.</summary>
    ReadOnlyMemory<byte> _ahead;

    /// <summary>The beginning of a message that came with the last batch.</summary>
    ArraySegment<byte> _rest = ArraySegment<byte>.Empty;

    /// <summary>Bytes of this batch that earlier reads have handed over.</summary>
    int _handedOver;
    bool _isBatchComplete;
    bool _opened;

    /// <summary>Makes a WebSocket.</summary>
    /// <param name="stream">The connection, upgraded.</param>
    /// <param name="ahead">What was read of it already.</param>
    /// <param name="subProtocol">The subprotocol that the server chose; null for none.</param>
    /// <param name="maxPayloadBytes">The largest message that is kept.</param>
    /// <param name="watcher">Hears what happens.</param>
    public FramedWebSocket(Stream stream, ReadOnlyMemory<byte> ahead, string? subProtocol, int maxPayloadBytes, IWebSocketWatcher watcher)
    {
        _stream = stream;
        _sender = new FrameSender(stream, _ => _queue!.SendAsText(Turn));
        _ahead = ahead;
        SubProtocol = subProtocol;
        _reader = new WebSocketFrameReader(this, maxPayloadBytes);
        _watcher = watcher;
    }

    /// <summary>A message of the batch that is read: where it ends in it and its size, or the size alone of one that was not kept.</summary>
    readonly record struct Received(int End, long Size, bool IsText, bool IsKept);

    public override string? SubProtocol { get; }

    public override WebSocketCloseStatus? CloseStatus => (WebSocketCloseStatus?)_reader.CloseCode;

    public override string? CloseStatusDescription => _reader.CloseReason;

    void IWebSocketFrameSink.OnMessage(int end, int size, bool isText) => _received.Add(new Received(_handedOver + end, size, isText, IsKept: true));

    void IWebSocketFrameSink.OnDiscarded(long size, bool isText) => _received.Add(new Received(0, size, isText, IsKept: false));

    void IWebSocketFrameSink.OnPing(ReadOnlySpan<byte> payload) => _sender.Answer(payload);

    /// <summary>Reads until at least one message is complete, or the buffer is full; the rest is for the next read.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!_opened)
            await AnnounceAsync().ConfigureAwait(false);
        if (_isBatchComplete)
            BeginBatch();
        try
        {
            var kept = TakeRest(buffer.Span);
            if (kept > buffer.Length / 2)
                return HandOver(kept);
            while (!_reader.IsOver)
            {
                // The token given is only ever cancelled together with an abort.
                var reading = _ahead.Length > 0 ? new ValueTask<int>(TakeAhead(buffer.Span[kept..]))
                    : _stream.ReadAsync(buffer[kept..], CancellationToken.None);
                if (!reading.IsCompleted)
                    Wait();
                var count = await reading.ConfigureAwait(false);
                if (count == 0)
                    throw new EndOfStreamException();
                kept = _reader.Read(buffer.Span[..(kept + count)], kept);
                if (_received.Count > 0)
                    return EndBatch(buffer.Span, kept);
                if (kept > buffer.Length / 2)
                    return HandOver(kept);
            }
            await EndAsync().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            _watcher.OnClosed(FramingEnd.Of(exception));
        }
        await NeverAsync().ConfigureAwait(false);
        return default;
    }

    /// <summary>Lets whoever starts the reading go on first: until it has, nothing can be sent.</summary>
    async Task AnnounceAsync()
    {
        _opened = true;
        await Task.Yield();
        _watcher.OnOpened();
    }

    void Wait()
    {
        _watcher.OnPaused();
        if (_reader.IsInside)
            _watcher.OnReceiving(_reader.Size, _reader.IsText);
    }

    void BeginBatch()
    {
        _received.Clear();
        if (_received.Capacity > ManyMessages)
            _received.Capacity = 0;
        _handedOver = 0;
        _isBatchComplete = false;
    }

    ValueWebSocketReceiveResult EndBatch(ReadOnlySpan<byte> buffer, int kept)
    {
        var end = 0;
        foreach (var message in _received)
            end = Math.Max(end, message.End - _handedOver);
        if (end < kept)
        {
            _rest = new ArraySegment<byte>(ArrayPool<byte>.Shared.Rent(kept - end), 0, kept - end);
            buffer[end..kept].CopyTo(_rest);
        }
        _isBatchComplete = true;
        return new ValueWebSocketReceiveResult(end, WebSocketMessageType.Binary, endOfMessage: true);
    }

    /// <summary>Gives the library the beginning of a message that takes more room.</summary>
    ValueWebSocketReceiveResult HandOver(int kept)
    {
        _handedOver += kept;
        return new ValueWebSocketReceiveResult(kept, WebSocketMessageType.Binary, endOfMessage: false);
    }

    int TakeAhead(Span<byte> buffer)
    {
        var count = Math.Min(_ahead.Length, buffer.Length);
        _ahead.Span[..count].CopyTo(buffer);
        _ahead = count < _ahead.Length ? _ahead[count..] : default;
        return count;
    }

    int TakeRest(Span<byte> buffer)
    {
        if (_rest.Count == 0)
            return 0;
        var count = Math.Min(_rest.Count, buffer.Length);
        _rest[..count].AsSpan().CopyTo(buffer);
        _rest = _rest[count..];
        if (_rest.Count > 0)
            return count;
        ArrayPool<byte>.Shared.Return(_rest.Array!);
        _rest = ArraySegment<byte>.Empty;
        return count;
    }

    public override void Tell(ReadOnlyMemory<byte> content)
    {
        foreach (var message in _received)
        {
            if (message.IsKept)
                _watcher.OnMessage(content.Slice(message.End - (int)message.Size, (int)message.Size), message.IsText);
            else
                _watcher.OnDiscarded(message.Size, message.IsText);
        }
    }

    /// <summary>The server has closed, or must be left: it is told so, then the watcher is.</summary>
    async Task EndAsync()
    {
        var (answer, close) = FramingEnd.Of(_reader);
        await _sender.SendCloseAsync(answer).ConfigureAwait(false);
        _watcher.OnClosed(close);
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var piece = await ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        return new WebSocketReceiveResult(piece.Count, piece.MessageType, piece.EndOfMessage);
    }

    public override void Post(WebsocketClient client, ReadOnlySpan<byte> payload, bool isText, bool isAlone = false)
    {
        _queue = client;
        _sender.Post(payload, isText, isAlone);
    }

    /// <summary>The turn of what was posted.</summary>
    public override ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage,
        CancellationToken cancellationToken) =>
        new(_sender.TakeTurnAsync());

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        _sender.TakeTurnAsync();

    public override void BeginClose() => _ = _sender.SendCloseAsync(WebSocketCloseStatus.NormalClosure);

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        _sender.SendCloseAsync(closeStatus);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        _sender.SendCloseAsync(closeStatus);

    public override void Abort() => Dispose();

    public override void Dispose() => _sender.Dispose();
}
#endif
