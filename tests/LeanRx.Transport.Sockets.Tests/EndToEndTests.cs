using System.Net.WebSockets;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Server;
using LeanRx.Server.AspNetCore.Tests.Networks;
using LeanRx.Tests.Transport;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace LeanRx.Transport.Sockets.Tests;

/// <summary>Clients over this transport at our own server, and the transport at the WebSocket of the platform.</summary>
public class EndToEndTests
{
    static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Clients_of_one_transport_chat_lose_their_line_and_find_it_again(bool isEncrypted)
    {
        using var authority = new Authority();
        var certificate = authority.Issue();
        await using var server = await LeanServer.StartAsync(isEncrypted
            ? new LeanServerOptions { Url = new Uri("https://localhost:0"), Tls = () => new() { ServerCertificate = certificate } }
            : new LeanServerOptions());
        await using var proxy = new SmallProxy();
        var network = new NetworkOptions { CustomTrustStore = { authority.Certificate }, Proxy = new System.Net.WebProxy(proxy.Address) };
        var transport = new SocketTransport(network);
        LeanClient Client(string id) => new(new LeanClientOptions(new UriBuilder(server.WebSocketUrl) { Host = "localhost" }.Uri, id)
        {
            Transport = transport,
            ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromMilliseconds(1), TimeSpan.FromMilliseconds(20)),
        });
        await using var tom = Client("tom");
        await using var jerry = Client("jerry");
        await tom.OpenAsync(Cancellation);
        await jerry.OpenAsync(Cancellation);
        var chat = await tom.CreateConversationAsync(["jerry"], cancellationToken: Cancellation);

        var heard = jerry.Messages.OfType<TextMessage>().Select(static message => message.Text).Take(200).ToList().ToTask(Cancellation);
        await Task.WhenAll(Enumerable.Range(0, 100).Select(number => chat.SendAsync($"{number}", cancellationToken: Cancellation)));
        var back = jerry.StateChanges.OfType<ConnectionState.Connected>().FirstAsync(static state => state.IsReconnect).ToTask(Cancellation);
        proxy.Cut();
        await Task.WhenAll(Enumerable.Range(100, 100).Select(number => chat.SendAsync($"{number}", cancellationToken: Cancellation)));
        await back;

        Assert.Equal(Enumerable.Range(0, 200).Select(static number => $"{number}"), await heard);
    }

    [Fact]
    public async Task The_WebSocket_of_the_platform_hears_what_is_sent_and_ends_with_its_code()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        await using var application = builder.Build();
        application.UseWebSockets();
        application.Run(async context =>
        {
            using var socket = await context.WebSockets.AcceptWebSocketAsync(new WebSocketAcceptContext { SubProtocol = "lc.json.3" });
            var buffer = new byte[100_000];
            while (true)
            {
                var piece = await socket.ReceiveAsync(buffer.AsMemory(), Cancellation);
                if (piece.MessageType == WebSocketMessageType.Close)
                    break;
                await socket.SendAsync(buffer.AsMemory(0, piece.Count), piece.MessageType, piece.EndOfMessage, Cancellation);
                if (piece.EndOfMessage && piece.Count == 4)
                {
                    await socket.CloseAsync((WebSocketCloseStatus)4001, "enough", Cancellation);
                    break;
                }
            }
        });
        await application.StartAsync(Cancellation);
        var address = new UriBuilder(application.Urls.First()) { Scheme = "ws" }.Uri;
        var connection = new SocketTransport().Create(address, "lc.json.3");
        using var log = new TransportLog(connection);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());

        var random = new Random(11);
        var payloads = Enumerable.Range(0, 500).Select(index => new byte[5 + random.Next(index % 20 == 0 ? 90_000 : 300)]).Append(new byte[4]).ToArray();
        foreach (var payload in payloads)
        {
            random.NextBytes(payload);
            connection.Send(payload, isText: false);
        }

        foreach (var payload in payloads)
            Assert.Equal(payload, (await log.NextAsync()).Payload.ToArray());
        Assert.Equal(new TransportClose(4001) { Reason = "enough" }, (await log.NextAsync()).Close);
        await log.CompletedAsync();
    }
}
