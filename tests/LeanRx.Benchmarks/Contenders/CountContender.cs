using System.Net.WebSockets;
using System.Text;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>A <see cref="ClientWebSocket"/> that counts deliveries and reads nothing of them: no client receives faster.</summary>
sealed class CountContender(Uri address, string clientId) : IContender
{
    readonly ClientWebSocket _socket = new();
    readonly Countdown _received = new();
    Task _receiving = Task.CompletedTask;

    public string Name => "count";

    public async Task OpenAsync()
    {
        _socket.Options.AddSubProtocol("lc.json.3");
        _socket.Options.KeepAliveInterval = TimeSpan.Zero;
        await _socket.ConnectAsync(address, CancellationToken.None);
        await WriteAsync($"{{\"cmd\":\"session\",\"op\":\"open\",\"appId\":\"demo\",\"peerId\":\"{clientId}\",\"i\":1}}");
        _receiving = ReceiveAllAsync();
    }

    public Task SendAsync() => throw new NotSupportedException("It only receives.");

    public async Task ReceiveAsync(int count)
    {
        var heard = _received.StartAsync(count);
        await WriteAsync($"{{\"cmd\":\"direct\",\"cid\":\"c\",\"i\":2,\"msg\":\"push {count}\"}}");
        await heard;
    }

    Task WriteAsync(string frame) => _socket.SendAsync(Encoding.UTF8.GetBytes(frame), WebSocketMessageType.Text, true, CancellationToken.None);

    async Task ReceiveAllAsync()
    {
        var buffer = new byte[16 * 1024];
        while (await _socket.ReceiveAsync(buffer.AsMemory(), CancellationToken.None) is var piece && piece.MessageType != WebSocketMessageType.Close)
        {
            if (piece.EndOfMessage && buffer.AsSpan(0, 15).SequenceEqual("{\"cmd\":\"direct\""u8))
                _received.Hit();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _socket.Abort();
        await _receiving.ContinueWith(static _ => { }, TaskScheduler.Default);
        _socket.Dispose();
    }
}
