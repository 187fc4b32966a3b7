using System.Net.WebSockets;
using System.Reactive.Concurrency;
using Microsoft.Extensions.Logging;
using Websocket.Client;

namespace LeanRx.Transport.Internal;

/// <summary>
/// One WebSocket connection over Websocket.Client: its queue, its dial and its receive loop are used, its own reconnection and timers are not.
/// </summary>
internal sealed class WebsocketConnection(Uri address, string subprotocol, int maxPayloadBytes, IScheduler scheduler, ILogger logger, ClientNetwork network)
    : TransportConnection(address, scheduler, logger), IWebSocketWatcher
{
    WebsocketClient? _client;
    TransportSocket? _socket;

    protected override void Dial()
    {
        var client = new WebsocketClient(Address, null, DialAsync)
        {
            IsReconnectionEnabled = false,
            ReconnectTimeout = null,
            ErrorReconnectTimeout = null,
            ConnectTimeout = Timeout.InfiniteTimeSpan,
            IsTextMessageConversionEnabled = false,
            IsStreamDisposedAutomatically = false,
        };
        client.MessageReceived.Subscribe(OnMessage);
        Volatile.Write(ref _client, client);
        _ = Task.Run(() => RunAsync(client));
    }

    public override void Send(ReadOnlySpan<byte> payload, bool isText, bool isAlone)
    {
        if (Volatile.Read(ref _client) is { } client && IsOpen)
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
            EndDial(exception.InnerException ?? exception);
        }
    }

    async Task<WebSocket> DialAsync(Uri url, CancellationToken cancellationToken)
    {
        var socket = await network.DialAsync(url, subprotocol, maxPayloadBytes, this, cancellationToken).ConfigureAwait(false);
        if (TryOpen((Connection: this, socket), static it => it.Connection._socket = it.socket))
            return socket;
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

    protected override void BeginClose() => _socket!.BeginClose();

    protected override void LetGo() => Volatile.Read(ref _client)?.Dispose();
}
