using LeanRx.Benchmarks.Measuring;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>The yardstick.</summary>
sealed class RawContender : IContender
{
    readonly HandWrittenClient _client;
    readonly Countdown _received = new();
    string _conversation = "";

    public RawContender(Uri address, string clientId) => _client = new HandWrittenClient(address, clientId, _ => _received.Hit());

    public string Name => "raw";

    public async Task OpenAsync()
    {
        await _client.OpenAsync();
        _conversation = await _client.CreateAsync(["jerry"]);
    }

    public Task SendAsync() => _client.SendAsync(_conversation, SendRun.Body);

    public async Task ReceiveAsync(int count)
    {
        var heard = _received.StartAsync(count);
        await _client.SendAsync(_conversation, $"push {count}");
        await heard;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();
}
