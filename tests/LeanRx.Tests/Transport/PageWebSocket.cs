using System.Net.WebSockets;
using System.Text;

namespace LeanRx.Tests.Transport;

/// <summary>
/// A WebSocket with the ways of the one in a page: its state runs ahead of what was read, every close code but 1000 is an exception, and once it is disposed of
/// it may not be asked for its subprotocol.
/// </summary>
/// <param name="code">With what it closes after the messages.</param>
sealed class PageWebSocket(int code, string? reason, params string[] messages) : WebSocket
{
    readonly Queue<byte[]> _messages = new(messages.Select(Encoding.UTF8.GetBytes));
    readonly TaskCompletionSource _aborted = new(TaskCreationOptions.RunContinuationsAsynchronously);
    WebSocketState _state = WebSocketState.Open;
    int _read;
    bool _isDisposed;

    /// <summary>Stays open after the messages until this is called.</summary>
    public TaskCompletionSource? Closing { get; init; }

    public override WebSocketCloseStatus? CloseStatus => _isDisposed || _state == WebSocketState.Open ? null : (WebSocketCloseStatus)code;

    public override string? CloseStatusDescription => _isDisposed || _state == WebSocketState.Open ? null : reason;

    public override string? SubProtocol => _isDisposed ? throw new ObjectDisposedException(nameof(PageWebSocket)) : "lc.json.3";

    /// <summary>The browser has the whole of it, and the close behind it, when the first message is read.</summary>
    public override WebSocketState State => _state;

    public override async Task<WebSocketReceiveResult> ReceiveAsync(ArraySegment<byte> buffer, CancellationToken cancellationToken)
    {
        if (_messages.TryPeek(out var message))
        {
            var count = Math.Min(buffer.Count, message.Length - _read);
            message.AsSpan(_read, count).CopyTo(buffer);
            _read += count;
            var isEnd = _read == message.Length;
            if (isEnd)
            {
                _messages.Dequeue();
                _read = 0;
                if (Closing is null)
                    _state = WebSocketState.Closed;
            }
            return new WebSocketReceiveResult(count, WebSocketMessageType.Text, isEnd);
        }
        if (Closing is not null)
            await Task.WhenAny(Closing.Task, _aborted.Task);
        _state = WebSocketState.Closed;
        return code == 1000 ? new WebSocketReceiveResult(0, WebSocketMessageType.Close, true, WebSocketCloseStatus.NormalClosure, reason)
            : throw new WebSocketException(WebSocketError.NativeError, code, reason ?? "");
    }

    public override Task SendAsync(ArraySegment<byte> buffer, WebSocketMessageType messageType, bool endOfMessage, CancellationToken cancellationToken) =>
        _state == WebSocketState.Open ? Task.CompletedTask : throw new InvalidOperationException("The WebSocket is not connected.");

    public override Task CloseOutputAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken)
    {
        _aborted.TrySetResult();
        return Task.CompletedTask;
    }

    public override Task CloseAsync(WebSocketCloseStatus closeStatus, string? statusDescription, CancellationToken cancellationToken) =>
        CloseOutputAsync(closeStatus, statusDescription, cancellationToken);

    public override void Abort() => _aborted.TrySetResult();

    public override void Dispose() => _isDisposed = true;
}
