using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>The yardstick.</summary>
sealed class RawContender : IContender
{
    readonly RawClient _client;
    readonly Countdown _received = new();

    public RawContender(Uri address, string clientId) => _client = new RawClient(address, clientId, _ => _received.Hit());

    public string Name => "raw";

    public Task OpenAsync() => _client.OpenAsync();

    public Task SendAsync() => _client.SendAsync(PushFrames.Conversation, SendRun.Body);

    public async Task ReceiveAsync(int count)
    {
        var heard = _received.StartAsync(count);
        await _client.SendAsync(PushFrames.Conversation, $"push {count}");
        await heard;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
