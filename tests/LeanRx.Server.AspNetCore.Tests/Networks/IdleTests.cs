using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>
/// A client that says nothing, behind each proxy as Debian ships it: where all is tested for longer than any of them waits in silence, which is 60 seconds,
/// otherwise until each client has said that it lives.
/// </summary>
[Trait("Speed", "slow")]
public sealed class IdleTests : NetworkTest
{
    /// <summary>Answers that each client waits for: four that are twenty seconds apart take longer than a proxy waits.</summary>
    static readonly int s_answers = Amount.Of(some: 1, all: 4);

    static readonly TimeSpan s_interval = Amount.Of(some: TimeSpan.FromSeconds(1), all: TimeSpan.FromSeconds(20));

    [Fact]
    public async Task An_idle_client_loses_no_connection()
    {
        Assert.SkipUnless(ProxyProcess.Lack(ProxyProcess.Names) is null, ProxyProcess.Lack(ProxyProcess.Names) ?? "");
        using var authority = new Authority();
        var server = await StartAsync(new LeanServerOptions { KnownProxies = ["127.0.0.1"] });
        var states = new List<(string Proxy, ConnectionState State)>();
        var answers = new List<Task>();
        foreach (var name in ProxyProcess.Names)
        {
            var proxy = Own(await ProxyProcess.BeforeAsync(name, server.Url.Port, authority.Issue(), Patience));
            var client = Own(new LeanClient(new LeanClientOptions(new Uri($"https://localhost:{proxy.Port}"), name)
            {
                Network = new NetworkOptions { CustomTrustStore = { authority.Certificate } },
                KeepAliveInterval = s_interval,
            }));
            answers.Add(client.Frames.Where(record => record is { Direction: FrameDirection.Received, Frame: HeartbeatFrame }).Take(s_answers)
                .ToTask(CancellationToken.None));
            await client.OpenAsync(Patience);
            client.StateChanges.Subscribe(state =>
            {
                lock (states)
                    states.Add((name, state));
            });
        }
        await Task.WhenAll(answers);
        lock (states)
            Assert.Equal(ProxyProcess.Names.Select(name => (name, (ConnectionState)new ConnectionState.Connected())), states);
    }
}
