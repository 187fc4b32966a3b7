using System.Net.WebSockets;
using System.Reactive.Concurrency;
using System.Reactive.Disposables;
using LeanRx.Runtime.Internal;
using Microsoft.Extensions.Logging;
using Websocket.Client;

namespace LeanRx.Transport.Internal;

/// <summary>
/// One WebSocket connection over Websocket.Client: its queue, its dial and its receive loop are used, its own reconnection and timers are not.
/// </summary>
internal sealed class WebsocketConnection(Uri address, string subprotocol, int maxPayloadBytes, IScheduler scheduler, ILogger logger, ClientNetwork network)
    : ITransportConnection, ICopyingConnection, IPacedConnection, IWebSocketWatcher, IDisposable
{
    /// <summary>How long the peer may take to answer our close frame.</summary>
    static readonly TimeSpan CloseTimeout = TimeSpan.FromSeconds(2);

    readonly object _lock = new();
    readonly SingleAssignmentDisposable _closeTimeout = new();
    IObserver<TransportEvent>? _observer;
    WebsocketClient? _client;
    TransportSocket? _socket;
    Stage _stage;

    enum Stage
    {
        Unused,
        Dialling,
        Open,
        Closing,
        Ended,
    }

    public Action? Paused { get; set; }

    public IDisposable Subscribe(IObserver<TransportEvent> observer)
    {
        lock (_lock)
        {
            if (_stage != Stage.Unused)
                throw new InvalidOperationException("A connection is used once. Create another one.");
            _stage = Stage.Dialling;
            _observer = observer;
            _client = new WebsocketClient(address, null, DialAsync)
            {
                IsReconnectionEnabled = false,
                ReconnectTimeout = null,
                ErrorReconnectTimeout = null,
                ConnectTimeout = Timeout.InfiniteTimeSpan,
                IsTextMessageConversionEnabled = false,
                IsStreamDisposedAutomatically = false,
            };
            _client.MessageReceived.Subscribe(OnMessage);
        }
        _ = Task.Run(() => RunAsync(_client));
        return this;
    }

    public void Send(ReadOnlyMemory<byte> payload, bool isText) => Send(payload.Span, isText, isAlone: false);

    public void Send(ReadOnlySpan<byte> payload, bool isText, bool isAlone)
    {
        if (Volatile.Read(ref _client) is { } client && _stage == Stage.Open)
            _socket!.Post(client, payload, isText, isAlone);
    }

    async Task RunAsync(WebsocketClient client)
    {
        try
        {
            await client.StartOrFail().ConfigureAwait(false);
        }
        catch (Exception exception)
        {
            var cause = exception.InnerException ?? exception;
            var message = $"Cannot connect to {address}: {NetworkText.Of(cause)}";
            End(new TransportClose(1006)
            {
                Reason = message,
                Cause = new ConnectionLostException(message, 1006, cause) { IsTransient = NetworkText.IsTransient(cause) },
            });
        }
    }

    async Task<WebSocket> DialAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = await network.DialAsync(url, subprotocol, maxPayloadBytes, this, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (_stage == Stage.Dialling)
            {
                _socket = socket;
                _stage = Stage.Open;
                return socket;
            }
        }
        socket.Dispose();
        throw new OperationCanceledException("The connection was disposed of while it was dialled.");
    }

    void OnMessage(ResponseMessage message)
    {
        using var content = message.Stream!;
        _socket!.Tell(content.GetBuffer().AsMemory(0, (int)content.Length));
    }

    void IWebSocketWatcher.OnOpened() => Tell(TransportEvent.Opened());

    void IWebSocketWatcher.OnPaused() => Paused?.Invoke();

    void IWebSocketWatcher.OnReceiving(long size, bool isText) => Tell(TransportEvent.Receiving(size, isText));

    void IWebSocketWatcher.OnMessage(ReadOnlyMemory<byte> payload, bool isText) => Tell(TransportEvent.Received(payload, isText));

    void IWebSocketWatcher.OnDiscarded(long size, bool isText) => Tell(TransportEvent.Discarded(size, isText));

    void IWebSocketWatcher.OnClosed(TransportClose close) => End(close);

    public void Dispose()
    {
        Volatile.Write(ref _observer, null);
        lock (_lock)
        {
            if (_stage == Stage.Open)
                _stage = Stage.Closing;
            else if (_stage is Stage.Closing or Stage.Ended)
                return;
        }
        if (_stage == Stage.Closing)
        {
            _closeTimeout.Disposable = scheduler.ScheduleOrFallback(this, CloseTimeout, static connection => connection.End(new TransportClose(1000)));
            _socket!.BeginClose();
        }
        else
        {
            End(new TransportClose(1000));
        }
    }

    void End(TransportClose close)
    {
        lock (_lock)
        {
            if (_stage == Stage.Ended)
                return;
            _stage = Stage.Ended;
        }
        _closeTimeout.Dispose();
        LetGo(_client!);
        Tell(TransportEvent.Closed(close));
        if (Interlocked.Exchange(ref _observer, null) is { } observer)
            Guard(observer, static it => it.OnCompleted());
    }

    /// <summary>Nothing that fails on the way out keeps the end from being told.</summary>
    void LetGo(WebsocketClient client)
    {
        try
        {
            client.Dispose();
        }
        catch (Exception exception)
        {
            TransportLog.NotLetGo(logger, exception, address);
        }
    }

    void Tell(TransportEvent item)
    {
        if (Volatile.Read(ref _observer) is { } observer)
            Guard((observer, item), static it => it.observer.OnNext(it.item));
    }

    /// <summary>Websocket.Client takes an exception of a handler for a lost connection.</summary>
    void Guard<TState>(TState state, Action<TState> call)
    {
        try
        {
            call(state);
        }
        catch (Exception exception)
        {
            TransportLog.ObserverThrew(logger, exception, address);
        }
    }
}
