using LeanRx.Server;
using LeanRx.Server.AspNetCore.Tests.Networks;
using LeanRx.Tests.Transport;

namespace LeanRx.Transport.Sockets.Tests;

/// <summary>Who is trusted, and what is said of who is not.</summary>
public sealed class TlsTests : IAsyncLifetime
{
    readonly Authority _authority = new();
    LeanServer _server = null!;
    Uri _address = null!;

    public async ValueTask InitializeAsync()
    {
        var certificate = _authority.Issue();
        _server = await LeanServer.StartAsync(new LeanServerOptions
        {
            Url = new Uri("https://localhost:0"),
            Tls = () => new() { ServerCertificate = certificate },
        });
        _address = new UriBuilder(_server.WebSocketUrl) { Host = "localhost" }.Uri;
    }

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _authority.Dispose();
    }

    async Task<TransportClose?> DialAsync(Uri address, NetworkOptions network)
    {
        using var log = new TransportLog(new SocketTransport(network).Create(address, "lc.json.3"));
        return (await log.NextAsync()).Close;
    }

    [Fact]
    public async Task A_trusted_server_is_reached_over_TLS()
    {
        Assert.Equal("wss", _address.Scheme);
        Assert.Null(await DialAsync(_address, new NetworkOptions { CustomTrustStore = { _authority.Certificate } }));
        Assert.Null(await DialAsync(_address, new NetworkOptions { RemoteCertificateValidationCallback = static (_, _, _, _) => true }));
        Assert.Null(await DialAsync(_address, new NetworkOptions
        {
            CustomTrustStore = { _authority.Certificate },
            PinnedKeys = { Authority.PinOf(_authority.Certificate) },
        }));
    }

    [Fact]
    public async Task What_is_not_trusted_is_told_in_the_words_of_the_default_transport()
    {
        using var stranger = new Authority("Stranger");
        var other = new UriBuilder(_address) { Host = "127.0.0.1" }.Uri;
        foreach (var (address, network, reason) in new (Uri, NetworkOptions, string)[]
        {
            (_address, new(), "(Network.CustomTrustStore)"),
            (other, new() { CustomTrustStore = { _authority.Certificate } }, "it is not for 127.0.0.1"),
            (_address, new() { CustomTrustStore = { _authority.Certificate }, PinnedKeys = { Authority.PinOf(stranger.Certificate) } },
                "none of Network.PinnedKeys"),
            (_address, new() { RemoteCertificateValidationCallback = static (_, _, _, _) => false }, "Network.RemoteCertificateValidationCallback"),
        })
        {
            var closed = (await DialAsync(address, network))!;
            Assert.Contains(reason, closed.Reason, StringComparison.Ordinal);
            Assert.False(Assert.IsType<ConnectionLostException>(closed.Cause).IsTransient);
            using var byDefault = new TransportLog(new WebsocketTransport(network: network).Create(address, "lc.json.3"));
            Assert.Equal((await byDefault.NextAsync()).Close!.Reason, closed.Reason);
        }
    }

    [Fact]
    public async Task A_server_without_TLS_is_told_of()
    {
        await using var plain = await LeanServer.StartAsync();
        var closed = (await DialAsync(new UriBuilder(plain.WebSocketUrl) { Scheme = "wss" }.Uri, new()))!;
        Assert.Contains("may speak no TLS", closed.Reason, StringComparison.Ordinal);
    }
}
