using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>Behind nginx, HAProxy, Caddy and Apache, each as Debian ships it, with the lines of our page.</summary>
[Trait("Speed", "slow")]
public sealed class ProxyTests : NetworkTest
{
    readonly Authority _authority = new();

    public static TheoryData<string> Proxies => new(ProxyProcess.Names);

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
    }

    async Task<Uri> BehindAsync(string proxy)
    {
        Assert.SkipUnless(ProxyProcess.Lack(proxy) is null, ProxyProcess.Lack(proxy) ?? "");
        var server = await StartAsync(new LeanServerOptions { KnownProxies = ["127.0.0.1"] });
        return new Uri($"https://localhost:{Own(await ProxyProcess.BeforeAsync(proxy, server.Url.Port, _authority.Issue(), Patience)).Port}/");
    }

    NetworkOptions Trusting => new() { CustomTrustStore = { _authority.Certificate } };

    /// <summary>From another address than the proxies have towards the server, as clients come.</summary>
    HttpClient NewHttp() => new(new SocketsHttpHandler
    {
        ConnectCallback = static async (context, cancellationToken) =>
        {
            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(IPAddress.Parse("127.0.0.2"), 0));
            await socket.ConnectAsync(IPAddress.Loopback, context.DnsEndPoint.Port, cancellationToken);
            return new NetworkStream(socket, ownsSocket: true);
        },
        SslOptions = new SslClientAuthenticationOptions
        {
            CertificateChainPolicy = new X509ChainPolicy
            {
                TrustMode = X509ChainTrustMode.CustomRootTrust,
                RevocationMode = X509RevocationMode.NoCheck,
                CustomTrustStore = { _authority.Certificate },
            },
        },
    });

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task Addresses_are_those_outside_whatever_a_client_claims(string proxy)
    {
        var url = await BehindAsync(proxy);
        using var http = NewHttp();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(url, "v1/route?appId=demo"));
        request.Headers.Add("X-Forwarded-Host", "evil.example");
        request.Headers.Add("X-Forwarded-Proto", "http");
        request.Headers.Add("X-Forwarded-For", "127.0.0.1");
        using var response = await http.SendAsync(request, Patience);
        using var route = JsonDocument.Parse(await response.Content.ReadAsStringAsync(Patience));
        Assert.Equal($"wss://localhost:{url.Port}/", route.RootElement.GetProperty("server").GetString());
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task Clients_chat(string proxy)
    {
        var url = await BehindAsync(proxy);
        var (tom, jerry) = (Own(NewClient(url, Trusting)), Own(new LeanClient(new LeanClientOptions(url, "jerry") { Network = Trusting })));
        await tom.OpenAsync(Patience);
        await jerry.OpenAsync(Patience);
        var heard = jerry.Messages.FirstAsync().ToTask(Patience);
        await (await tom.CreateConversationAsync(["jerry"], cancellationToken: Patience)).SendAsync("hello", cancellationToken: Patience);
        Assert.Equal("hello", ((TextMessage)await heard).Text);
    }

    [Theory]
    [MemberData(nameof(Proxies))]
    public async Task A_file_of_90_MB_goes_up_and_comes_down(string proxy)
    {
        var url = await BehindAsync(proxy);
        var client = Own(NewClient(url, Trusting));
        await client.OpenAsync(Patience);
        var content = new byte[90_000_000];
        new Random(1).NextBytes(content);
        var file = await client.UploadAsync(new MemoryStream(content), "film.bin", cancellationToken: Patience);
        Assert.StartsWith(url.AbsoluteUri, file.Url.AbsoluteUri);

        using var http = NewHttp();
        await using var down = await http.GetStreamAsync(file.Url, Patience);
        Assert.Equal(SHA256.HashData(content), await SHA256.HashDataAsync(down, Patience));
    }

    [Fact]
    public async Task HTTP_2_outside_carries_sockets_where_the_proxy_speaks_it()
    {
        var url = await BehindAsync("haproxy");
        var network = Trusting with { HttpVersion = HttpVersion.Version20, HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact };
        await Own(NewClient(url, network)).OpenAsync(Patience);
    }

    [Theory]
    [InlineData("nginx", "nginx")]
    [InlineData("haproxy", "does not reach it")]
    [InlineData("caddy", "Caddy")]
    [InlineData("apache2", "Apache")]
    public async Task A_server_that_is_down_is_told_as_that_and_not_as_its_refusal(string proxy, string word)
    {
        Assert.SkipUnless(ProxyProcess.Lack(proxy) is null, ProxyProcess.Lack(proxy) ?? "");
        var nobody = new TcpListener(IPAddress.Loopback, 0);
        nobody.Start();
        var port = ((IPEndPoint)nobody.LocalEndpoint).Port;
        nobody.Stop();
        var url = new Uri($"https://localhost:{Own(await ProxyProcess.BeforeAsync(proxy, port, _authority.Issue(), Patience)).Port}/");
        await using var client = new LeanClient(new LeanClientOptions(url, "tom") { Network = Trusting, ReconnectPolicy = ReconnectPolicies.None });
        var failure = await Assert.ThrowsAsync<ConnectionLostException>(() => client.OpenAsync(Patience));
        Assert.Contains("This is not the server's own answer: a proxy before it does not reach it.", failure.Message);
        Assert.Contains(word, failure.Message);
    }
}
