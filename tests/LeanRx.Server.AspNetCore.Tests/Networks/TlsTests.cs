using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace LeanRx.Server.AspNetCore.Tests.Networks;

/// <summary>A server that speaks TLS itself.</summary>
[Trait("Speed", "slow")]
public sealed class TlsTests : NetworkTest
{
    readonly Authority _authority = new();

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _authority.Dispose();
    }

    [Theory]
    [InlineData("1.1")]
    [InlineData("2.0")]
    public async Task Clients_chat_and_load_files_up_by_either_version_of_HTTP(string version)
    {
        var certificate = _authority.Issue();
        var server = await StartAsync(new LeanServerOptions { Url = new Uri("https://localhost:0"), Tls = () => new() { ServerCertificate = certificate } });
        var (url, socket) = (new UriBuilder(server.Url) { Host = "localhost" }.Uri, new UriBuilder(server.WebSocketUrl) { Host = "localhost" }.Uri);
        var network = new NetworkOptions
        {
            CustomTrustStore = { _authority.Certificate },
            HttpVersion = Version.Parse(version),
            HttpVersionPolicy = HttpVersionPolicy.RequestVersionExact,
        };
        Assert.Equal(("https", "wss"), (url.Scheme, socket.Scheme));
        var tom = Own(NewClient(url, network));
        var jerry = Own(new LeanClient(new LeanClientOptions(socket, "jerry") { Network = network, ApiServer = url }));
        await tom.OpenAsync(Patience);
        await jerry.OpenAsync(Patience);
        var heard = jerry.Messages.FirstAsync().ToTask(Patience);
        var chat = await tom.CreateConversationAsync(["jerry"], cancellationToken: Patience);
        await chat.SendAsync("hello", cancellationToken: Patience);
        Assert.Equal("hello", ((TextMessage)await heard).Text);
        Assert.StartsWith(url.AbsoluteUri, (await tom.UploadAsync(new MemoryStream([1, 2, 3]), "a.bin", cancellationToken: Patience)).Url.AbsoluteUri);
    }

    [Fact]
    public async Task A_renewed_certificate_is_shown_to_the_next_connection()
    {
        var certificate = _authority.Issue("elsewhere.example");
        var server = await StartAsync(new LeanServerOptions { Url = new Uri("https://127.0.0.1:0"), Tls = () => new() { ServerCertificate = certificate } });
        var network = new NetworkOptions { CustomTrustStore = { _authority.Certificate } };
        Assert.Contains("it is not for 127.0.0.1", (await FailureAsync(server.Url, network)).Message);
        certificate = _authority.Issue("127.0.0.1");
        await Own(NewClient(server.Url, network)).OpenAsync(Patience);
    }

    [Theory]
    [InlineData("https://127.0.0.1:0", false)]
    [InlineData("http://127.0.0.1:0", true)]
    public async Task TLS_and_the_address_belong_together(string url, bool hasTls)
    {
        var options = new LeanServerOptions { Url = new Uri(url), Tls = hasTls ? static () => new() : null };
        Assert.Contains("https://ADDRESS:PORT with LeanServerOptions.Tls", (await Assert.ThrowsAsync<ArgumentException>(() => StartAsync(options))).Message);
    }
}
