using LeanRx.Benchmarks.Measuring;
using LeanRx.Benchmarks.Servers;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;

namespace LeanRx.Benchmarks.Contenders;

/// <summary>SignalR's .NET client, straight to WebSockets, with its default JSON protocol.</summary>
sealed class SignalRContender : IContender
{
    readonly HubConnection _hub;
    readonly Countdown _received = new();

    public SignalRContender(Uri address)
    {
        _hub = Connect(address);
        _hub.On<HubMessage>("message", _ => _received.Hit());
    }

    public static HubConnection Connect(Uri address) => new HubConnectionBuilder()
        .WithUrl(new Uri(address, "/hub"), options =>
        {
            options.SkipNegotiation = true;
            options.Transports = HttpTransportType.WebSockets;
        })
        .Build();

    public string Name => "SignalR";

    public Task OpenAsync() => _hub.StartAsync();

    public Task SendAsync() => _hub.InvokeAsync<HubAck>("Send", PushFrames.Conversation, SendRun.Text);

    public async Task ReceiveAsync(int count)
    {
        var heard = _received.StartAsync(count);
        await _hub.SendAsync("Push", count);
        await heard;
    }

    public ValueTask DisposeAsync() => _hub.DisposeAsync();
}
