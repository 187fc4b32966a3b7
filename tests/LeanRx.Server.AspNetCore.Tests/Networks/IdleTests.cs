using System.Globalization;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>
/// A client that says nothing, behind each proxy as Debian ships it. By default for longer than any of them waits in silence (60 seconds);
/// <c>LEANRX_IDLE_SECONDS=180</c> for three minutes.
/// </summary>
[Trait("Speed", "slow")]
public sealed class IdleTests : NetworkTest
{
    static TimeSpan Idle => TimeSpan.FromSeconds(
        int.Parse(Environment.GetEnvironmentVariable("LEANRX_IDLE_SECONDS") ?? "70", NumberStyles.None, CultureInfo.InvariantCulture));

    [Fact]
    public async Task An_idle_client_loses_no_connection()
    {
        Assert.SkipUnless(ProxyProcess.Lack(ProxyProcess.Names) is null, ProxyProcess.Lack(ProxyProcess.Names) ?? "");
        using var authority = new Authority();
        var server = await StartAsync(new LeanServerOptions { KnownProxies = ["127.0.0.1"] });
        var states = new List<(string Proxy, ConnectionState State)>();
        foreach (var name in ProxyProcess.Names)
        {
            var proxy = Own(await ProxyProcess.BeforeAsync(name, server.Url.Port, authority.Issue(), Patience));
            var client = Own(new LeanClient(new LeanClientOptions(new Uri($"https://localhost:{proxy.Port}"), name)
            {
                Network = new NetworkOptions { CustomTrustStore = { authority.Certificate } },
            }));
            await client.OpenAsync(Patience);
            client.StateChanges.Subscribe(state =>
            {
                lock (states)
                    states.Add((name, state));
            });
        }
        await Observable.Timer(Idle).ToTask(CancellationToken.None);
        lock (states)
            Assert.Equal(ProxyProcess.Names.Select(name => (name, (ConnectionState)new ConnectionState.Connected())), states);
    }
}
