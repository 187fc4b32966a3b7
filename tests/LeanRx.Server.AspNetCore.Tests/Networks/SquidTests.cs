using System.Net;
using System.Security.Cryptography.X509Certificates;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>Out through Squid with a password, with the lines of our page.</summary>
[Trait("Speed", "slow")]
public sealed class SquidTests : NetworkTest
{
    readonly Authority _authority = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
    }

    static NetworkOptions OfPage(X509Certificate2 authority)
    {
        var network = new NetworkOptions
        {
            Proxy = new WebProxy("http://127.0.0.1:3128") { Credentials = new NetworkCredential("tom", "secret") },
            CustomTrustStore = { authority },
        };
        return network;
    }

    async Task<(Uri Server, ProxyProcess Squid, NetworkOptions Network)> ThroughSquidAsync(bool hasTls)
    {
        Assert.SkipUnless(ProxyProcess.Lack("squid") is null, ProxyProcess.Lack("squid") ?? "");
        var server = await RunAsync(hasTls ? _authority.Issue() : null);
        var squid = Own(await ProxyProcess.SquidAsync(server.Port, Patience));
        var network = OfPage(_authority.Certificate);
        ((WebProxy)network.Proxy!).Address = new Uri($"http://127.0.0.1:{squid.Port}");
        return (server, squid, network);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Everything_goes_through_it(bool hasTls)
    {
        var (server, squid, network) = await ThroughSquidAsync(hasTls);
        await UseEveryDoorAsync(server, network);

        Assert.Equal(AllDoors.Order(), Arrivals.Select(arrival => arrival.Door).Distinct().Order());
        // A tunnel is written down when it ends; what is not encrypted, at once.
        if (!hasTls)
            Assert.Contains(squid.Log("access.log"), line => line.Contains($"GET http://localhost:{server.Port}/v1/route", StringComparison.Ordinal)
                && line.Contains(" tom ", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("https")]
    [InlineData("wss")]
    [InlineData("http")]
    public async Task A_wrong_password_is_told_at_the_first_try_with_the_proxy(string scheme)
    {
        var (server, squid, network) = await ThroughSquidAsync(hasTls: scheme != "http");
        ((WebProxy)network.Proxy!).Credentials = new NetworkCredential("tom", "wrong");
        var failure = await FailureAsync(new UriBuilder(server) { Scheme = scheme }.Uri, network);

        Assert.Contains("407", failure.Message);
        Assert.Contains($"127.0.0.1:{squid.Port}", failure.Message);
        Assert.Contains("give Network.Proxy its Credentials", failure.Message);
        Assert.False(failure.IsTransient);
        Assert.Empty(Arrivals);
    }

    [Fact]
    public async Task A_port_that_it_makes_no_tunnel_to_is_told()
    {
        var (_, _, network) = await ThroughSquidAsync(hasTls: true);
        var options = new LeanClientOptions(new Uri("wss://localhost:1/"), "tom") { Network = network, ReconnectPolicy = ReconnectPolicies.None };
        await using var client = new LeanClient(options);
        var failure = await Assert.ThrowsAsync<ConnectionLostException>(() => client.OpenAsync(Patience));
        Assert.Contains("The proxy lets nobody through to there (Squid: SSL_ports, http_access).", failure.Message);
    }
}
