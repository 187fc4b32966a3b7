using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Server;

namespace LeanRx.Transport.Sockets.Tests;

/// <summary>What the pages of this transport show.</summary>
public class ManyClientsTests
{
    [Fact]
    public async Task A_hundred_clients_of_one_transport_hear_what_one_of_them_says()
    {
        var cancellation = TestContext.Current.CancellationToken;
        await using var own = await LeanServer.StartAsync();
        var server = own.WebSocketUrl;

        var transport = new SocketTransport();
        var clients = Enumerable.Range(0, 100)
            .Select(number => new LeanClient(new LeanClientOptions(server, $"client-{number}") { Transport = transport }))
            .ToList();
        await Task.WhenAll(clients.Select(client => client.OpenAsync()));

        var chat = await clients[0].CreateConversationAsync(clients.Select(client => client.ClientId), cancellationToken: cancellation);
        var heard = Task.WhenAll(clients.Skip(1).Select(client => client.Messages.OfType<TextMessage>().FirstAsync().ToTask(cancellation)));
        await chat.SendAsync("hello", cancellationToken: cancellation);
        Assert.All(await heard, static message => Assert.Equal("hello", message.Text));
        foreach (var client in clients)
            await client.DisposeAsync();
    }

    [Fact]
    public async Task A_client_opens_over_a_transport_of_its_own()
    {
        await using var own = await LeanServer.StartAsync();
        var server = own.WebSocketUrl;

        var transport = new SocketTransport();
        await using var tom = new LeanClient(new LeanClientOptions(server, "tom") { Transport = transport });

        await tom.OpenAsync(TestContext.Current.CancellationToken);
        Assert.IsType<ConnectionState.Connected>(tom.State);
    }
}
