using System.Net.WebSockets;
using System.Runtime.CompilerServices;
using Websocket.Client;

namespace LeanRx.Transport.Internal;

/// <summary>
/// A WebSocket of the platform or of the application. It tells what Websocket.Client does not: opened before the first message, the type of a message, the
/// peer's close code, and messages too large, which it reads to their end without keeping them.
/// </summary>
internal sealed class WatchedWebSocket(WebSocket inner, int maxPayloadBytes, IWebSocketWatcher watcher) : TransportSocket
{
    readonly SendLedger _ledger = new();

    // The browser's WebSocket refuses to be asked once it is disposed of, and Websocket.Client asks then.
    readonly string? _subProtocol = inner.SubProtocol;
    bool _opened;

    /// <summary>Whether a part of a message was read and the rest is awaited.</summary>
    bool _isInside;

    /// <summary>Bytes of that message so far.</summary>
    long _size;

    /// <summary>Whether the message that is read, or was read last, is text.</summary>
    bool _lastIsText;

    /// <summary>_size of the message read last when it was too large, otherwise 0.</summary>
    long _lastDiscarded;

    public override WebSocketCloseStatus? CloseStatus => inner.CloseStatus;

    public override string? CloseStatusDescription => inner.CloseStatusDescription;

    public override string? SubProtocol => _subProtocol;

    // The queue for text takes both: two queues would not keep the order. The ledger remembers which is which.
    public override void Post(WebsocketClient client, ReadOnlySpan<byte> payload, bool isText, bool isAlone = false) =>
        _ledger.Post((client, Payload: payload.ToArray()), isText, static it => it.client.SendAsText(it.Payload));

    public override void Tell(ReadOnlyMemory<byte> content)
    {
        if (_lastDiscarded > 0)
            watcher.OnDiscarded(_lastDiscarded, _lastIsText);
        else
            watcher.OnMessage(content, _lastIsText);
    }

    public override void BeginClose()
    {
        if (_ledger.BeginClose())
            _ = SendCloseAsync();
    }

    async Task SendCloseAsync()
    {
        try
        {
            await inner.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception)
        {
            // Without a close frame the peer learns of the end from the socket itself.
            inner.Abort();
        }
    }

#if NETSTANDARD2_0
    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        await AnnounceAsync().ConfigureAwait(false);
        try
        {
            while (true)
            {
                var receiving = inner.ReceiveAsync(buffer, CancellationToken.None);
                if (!receiving.IsCompleted)
                    Wait();
                var piece = await receiving.ConfigureAwait(false);
                if (piece.MessageType == WebSocketMessageType.Close)
                    await EndAsync().ConfigureAwait(false);
                else if (Count(piece.Count, piece.MessageType, piece.EndOfMessage) is var keep && !keep && !piece.EndOfMessage)
                    continue;
                else if (!keep)
                    return new WebSocketReceiveResult(0, piece.MessageType, true);
                return piece;
            }
        }
        catch (Exception exception)
        {
            watcher.OnClosed(Explain(exception));
            await NeverAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken)
    {
        var type = _ledger.Take() ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        try
        {
            await inner.SendAsync(buffer, type, endOfMessage, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception) when (inner.State == WebSocketState.Open)
        {
            inner.Abort();
            throw;
        }
        finally
        {
            if (_ledger.Finish())
                _ = SendCloseAsync();
        }
    }
#else
    // The token given is only ever cancelled together with an abort. Without one the socket has nothing to register for, message by message.
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder<>))]
    public override async ValueTask<ValueWebSocketReceiveResult> ReceiveAsync(Memory<byte> buffer, CancellationToken cancellationToken)
    {
        if (!_opened)
            await AnnounceAsync().ConfigureAwait(false);
        try
        {
            while (true)
            {
                // Without a buffer a read ends with the header of the next message, so that a short message that comes in pieces is seen to be half there.
                var receiving = inner.ReceiveAsync(_isInside ? buffer : Memory<byte>.Empty, CancellationToken.None);
                if (!receiving.IsCompleted)
                    Wait();
                var piece = await receiving.ConfigureAwait(false);
                if (piece.MessageType == WebSocketMessageType.Close)
                    await EndAsync().ConfigureAwait(false);
                else if (!Count(piece.Count, piece.MessageType, piece.EndOfMessage))
                {
                    if (!piece.EndOfMessage)
                        continue;
                    return new ValueWebSocketReceiveResult(0, piece.MessageType, true);
                }
                else if (piece is { Count: 0, EndOfMessage: false })
                    continue;
                return piece;
            }
        }
        catch (Exception exception)
        {
            watcher.OnClosed(Explain(exception));
            await NeverAsync().ConfigureAwait(false);
            throw;
        }
    }

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        var piece = await ReceiveAsync(buffer.AsMemory(), cancellationToken).ConfigureAwait(false);
        return new WebSocketReceiveResult(piece.Count, piece.MessageType, piece.EndOfMessage);
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    public override async ValueTask SendAsync(ReadOnlyMemory<byte> buffer, WebSocketMessageType messageType, bool endOfMessage,
        CancellationToken cancellationToken)
    {
        var type = _ledger.Take() ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        try
        {
            await inner.SendAsync(buffer, type, endOfMessage, CancellationToken.None).ConfigureAwait(false);
        }
        catch (Exception) when (inner.State == WebSocketState.Open)
        {
            inner.Abort();
            throw;
        }
        finally
        {
            if (_ledger.Finish())
                _ = SendCloseAsync();
        }
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        SendAsync(buffer.AsMemory(), messageType, endOfMessage, cancellationToken).AsTask();
#endif

    /// <summary>Lets whoever starts the reading go on first: until it has, nothing can be sent.</summary>
    async Task AnnounceAsync()
    {
        if (_opened)
            return;
        _opened = true;
        await Task.Yield();
        watcher.OnOpened();
    }

    void Wait()
    {
        watcher.OnPaused();
        if (_isInside)
            watcher.OnReceiving(_size, _lastIsText);
    }

    /// <summary>Counts a piece of a message.</summary>
    /// <returns>Whether the message may be kept so far.</returns>
    bool Count(int count, WebSocketMessageType type, bool endOfMessage)
    {
        _size += count;
        _isInside = !endOfMessage;
        _lastIsText = type == WebSocketMessageType.Text;
        var isKept = _size <= maxPayloadBytes;
        if (endOfMessage)
        {
            _lastDiscarded = isKept ? 0 : _size;
            _size = 0;
        }
        return isKept;
    }

    async Task EndAsync()
    {
        _ledger.BeginClose();
        if (inner.State == WebSocketState.CloseReceived)
            await SendCloseAsync().ConfigureAwait(false);
        watcher.OnClosed(new TransportClose((int)(inner.CloseStatus ?? WebSocketCloseStatus.Empty)) { Reason = Told(inner.CloseStatusDescription) });
        await NeverAsync().ConfigureAwait(false);
    }

    TransportClose Explain(Exception exception)
    {
        // A browser's WebSocket tells every code but 1000 by an exception.
        if (inner.CloseStatus is { } status)
            return new TransportClose((int)status)
            {
                Reason = Told(inner.CloseStatusDescription) ?? Told(exception.Message) ?? "The connection broke.",
                Cause = exception,
            };
        // The runtime says no more about a text that is not UTF-8 than this error without a message of its own; every other broken rule has one.
        var isNotUtf8 = exception is WebSocketException { WebSocketErrorCode: WebSocketError.Faulted }
            && exception.Message == new WebSocketException(WebSocketError.Faulted).Message;
        return isNotUtf8
            ? new TransportClose((int)WebSocketCloseStatus.InvalidPayloadData) { Reason = "A text message was not UTF-8.", Cause = exception }
            : new TransportClose(1006) { Reason = exception.Message, Cause = exception };
    }

    static string? Told(string? text) => string.IsNullOrEmpty(text) ? null : text;

    public override void Abort() => inner.Abort();

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        inner.CloseAsync(closeStatus, statusDescription, cancellationToken);

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        inner.CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override void Dispose() => inner.Dispose();
}
