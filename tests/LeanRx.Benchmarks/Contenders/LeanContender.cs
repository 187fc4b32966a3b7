using LeanRx.Benchmarks.Measuring;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>Our client as it comes: options at their defaults, straight to the WebSocket.</summary>
sealed class LeanContender : IContender
{
    readonly LeanClient _client;
    readonly IDisposable _subscription;
    readonly Countdown _received = new();
    Conversation? _conversation;

    /// <param name="address">The WebSocket.</param>
    /// <param name="clientId">Who it is.</param>
    /// <param name="transport">Another transport than the default one.</param>
    public LeanContender(Uri address, string clientId, ITransport? transport = null)
    {
        _client = new LeanClient(new LeanClientOptions(address, clientId) { Transport = transport });
        _subscription = _client.Messages.Subscribe(_ => _received.Hit());
    }

    public string Name => "LeanRx";

    public async Task OpenAsync()
    {
        await _client.OpenAsync();
        _conversation = await _client.CreateConversationAsync(["jerry"]);
    }

    public Task SendAsync() => _conversation!.SendAsync(SendRun.Text);

    public async Task ReceiveAsync(int count)
    {
        var heard = _received.StartAsync(count);
        await _conversation!.SendAsync($"push {count}");
        await heard;
    }

    public async ValueTask DisposeAsync()
    {
        _subscription.Dispose();
        await _client.DisposeAsync();
    }
}
