using System.Net.WebSockets;
using System.Text;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>A member that counts deliveries and does nothing else.</summary>
sealed class CountingSocket : IAsyncDisposable
{
    readonly ClientWebSocket _socket = new();
    readonly object _lock = new();
    TaskCompletionSource? _waiting;
    Task _receiving = Task.CompletedTask;
    int _heard;
    int _goal;

    public static async Task<CountingSocket> OpenAsync(Uri address, string peerId)
    {
        var receiver = new CountingSocket();
        receiver._socket.Options.AddSubProtocol("lc.json.3");
        receiver._socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await receiver._socket.ConnectAsync(address, CancellationToken.None);
        await receiver._socket.SendAsync(Encoding.UTF8.GetBytes($"{{\"cmd\":\"session\",\"op\":\"open\",\"appId\":\"demo\",\"peerId\":\"{peerId}\",\"i\":1}}"),
            WebSocketMessageType.Text, true, CancellationToken.None);
        var buffer = new byte[2048];
        await receiver._socket.ReceiveAsync(buffer, CancellationToken.None);
        receiver._receiving = receiver.ReceiveAllAsync(buffer);
        return receiver;
    }

    public Task WhenHeardAsync(int more)
    {
        lock (_lock)
        {
            _goal = _heard + more;
            _waiting = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiting.Task;
        }
    }

    async Task ReceiveAllAsync(byte[] buffer)
    {
        while (await _socket.ReceiveAsync(buffer, CancellationToken.None) is var piece && piece.MessageType != WebSocketMessageType.Close)
        {
            if (piece.EndOfMessage && buffer.AsSpan(0, piece.Count).IndexOf("\"direct\""u8) >= 0)
                Hear();
        }
    }

    void Hear()
    {
        lock (_lock)
        {
            if (++_heard == _goal)
                _waiting?.SetResult();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving.ContinueWith(static _ => { }, TaskScheduler.Default);
        _socket.Dispose();
    }
}
