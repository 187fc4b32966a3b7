using System.Net.WebSockets;
using System.Reactive.Concurrency;
using LeanRx.Tests.Support;
using LeanRx.Tests.Transport;

namespace LeanRx.Transport.Sockets.Tests;

public class SocketTransportTests : TransportContract
{
    protected override ITransport Make(int maxPayloadBytes = 1 << 24) => new SocketTransport(maxPayloadBytes: maxPayloadBytes);

    [Theory]
    [InlineData(0)]
    [InlineData((1 << 30) + 1)]
    public void A_largest_message_that_cannot_be_is_refused(int bytes) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SocketTransport(maxPayloadBytes: bytes));

    [Fact]
    public void A_time_that_no_dial_takes_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new SocketTransport(connectTimeout: TimeSpan.Zero));

    public static TheoryData<string, NetworkOptions> Unsupported => new()
    {
        { "WebSocketFactory", new() { WebSocketFactory = static (_, _) => new ValueTask<WebSocket>(new ClientWebSocket()) } },
        { "HttpVersion", new() { HttpVersion = new Version(2, 0) } },
        { "UseProxy", new() { UseProxy = false, Proxy = new System.Net.WebProxy("http://proxy.example:3128") } },
        { "PinnedKeys", new() { PinnedKeys = { "no key" } } },
    };

    [Theory]
    [MemberData(nameof(Unsupported), DisableDiscoveryEnumeration = true)]
    public void An_option_that_it_cannot_follow_is_refused_by_name(string name, NetworkOptions network) =>
        Assert.Contains(name, Assert.Throws<ArgumentException>(() => new SocketTransport(network)).Message, StringComparison.Ordinal);
}

[Collection(CountsTheProcess.Name)]
public class SocketDisposalTests : DisposalContract
{
    protected override ITransport Make(IScheduler scheduler) => new SocketTransport(scheduler: scheduler);
}

[Collection(CountsTheProcess.Name)]
public class SocketLeakTests : LeakContract
{
    protected override ITransport Transport { get; } = new SocketTransport();
}
