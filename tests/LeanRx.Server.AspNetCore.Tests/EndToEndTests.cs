using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Real clients on real sockets against the real server, over each store.</summary>
[Trait("Speed", "slow")]
public class EndToEndTests : ServerTest
{
    public enum StoreKind
    {
        Memory,
        Sqlite,
    }

    [Theory]
    [InlineData(StoreKind.Memory)]
    [InlineData(StoreKind.Sqlite)]
    public async Task Two_people_meet_talk_and_know_what_has_arrived(StoreKind kind)
    {
        var server = await StartAsync(kind);
        var tom = await OpenAsync(server, "Tom");
        var jerry = await OpenAsync(server, "Jerry");

        var invited = Next(jerry.MembershipChanges.OfType<MembershipChange.Invited>());
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "Tom & Jerry", IsUnique = true }, Patience);
        Assert.Equal(("Tom", chat.Id), ((await invited).By, (await invited).ConversationId));
        Assert.Equal(chat.Id, (await jerry.CreateConversationAsync(["Tom"], new() { IsUnique = true }, Patience)).Id);

        var heard = Next(jerry.Messages.OfType<TextMessage>());
        var received = Next(tom.Receipts.OfType<Receipt.Delivered>());
        var ack = await chat.SendAsync(new TextMessage("耗子，起床！"), new() { RequestReceipt = true }, Patience);
        Assert.Equal(("耗子，起床！", "Tom", ack.MessageId), ((await heard).Text, (await heard).From, (await heard).Id));
        Assert.Equal((ack.MessageId, "Jerry"), ((await received).MessageId, (await received).From));

        Assert.Equal(["Jerry"], await tom.GetOnlineAsync(["Jerry", "Spike"], Patience));
        await jerry.CloseAsync(Patience);
        Assert.Empty(await tom.GetOnlineAsync(["Jerry"], Patience));
    }

    [Theory]
    [InlineData(StoreKind.Memory)]
    [InlineData(StoreKind.Sqlite)]
    public async Task A_dropped_network_loses_nothing_and_doubles_nothing(StoreKind kind)
    {
        const int drops = 5;
        const int sendsPerDrop = 100;
        var server = await StartAsync(kind);
        var tom = await OpenAsync(server, "Tom");
        var jerry = await OpenAsync(server, "Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        var heard = jerry.Messages.OfType<TextMessage>().Select(message => message.Text).Take(drops * sendsPerDrop).ToList().ToTask(Patience);

        var acks = new List<Task<MessageAck>>();
        for (var drop = 0; drop < drops; drop++)
        {
            for (var number = 0; number < sendsPerDrop; number++)
                acks.Add(chat.SendAsync($"{acks.Count}", Patience));
            await acks[drop * sendsPerDrop];
            server.DropConnections();
        }

        await Task.WhenAll(acks);
        var expected = Enumerable.Range(0, drops * sendsPerDrop).Select(number => $"{number}").ToArray();
        Assert.Equal(expected, await heard);
        Assert.Equal(expected, await HistoryAsync(chat));
    }

    [Fact]
    public async Task A_server_that_starts_again_on_its_data_finds_its_clients_again()
    {
        var path = Path.Combine(Directory.CreateTempSubdirectory("leanrx-").FullName, "chat.db");
        var first = await LeanServer.StartAsync(new LeanServerOptions { Store = await SqliteMessageStore.OpenAsync(path, cancellationToken: Patience) },
            Patience);
        var tom = await OpenAsync(first, "Tom");
        var jerry = await OpenAsync(first, "Jerry");
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        await chat.SendAsync("before", Patience);

        var back = Next(tom.StateChanges.OfType<ConnectionState.Connected>().Where(state => state.IsReconnect));
        await first.DisposeAsync();
        var heard = Next(jerry.Messages.OfType<TextMessage>().Where(message => message.Text == "after"));
        var sending = chat.SendAsync("after", Patience);
        await StartAsync(new LeanServerOptions { Url = first.Url, Store = await SqliteMessageStore.OpenAsync(path, cancellationToken: Patience) });

        await Task.WhenAll(back, sending, heard);
        Assert.Equal(["before", "after"], await HistoryAsync(chat));
    }

    [Fact]
    public async Task A_message_to_a_hundred_reaches_each_once_and_in_order()
    {
        const int listeners = 100;
        const int sends = 20;
        var server = await StartAsync();
        var names = Enumerable.Range(0, listeners).Select(number => $"listener-{number}").ToArray();
        var heard = new List<Task<IList<string>>>();
        foreach (var name in names)
            heard.Add((await OpenAsync(server, name)).Messages.OfType<TextMessage>().Select(message => message.Text).Take(sends).ToList().ToTask(Patience));

        var tom = await OpenAsync(server, "Tom");
        var chat = await tom.CreateConversationAsync(names, cancellationToken: Patience);
        var expected = Enumerable.Range(0, sends).Select(number => $"{number}").ToArray();
        await Task.WhenAll(expected.Select(text => chat.SendAsync(text, Patience)));
        foreach (var texts in await Task.WhenAll(heard))
            Assert.Equal(expected, texts);
    }

    [Fact]
    public async Task An_application_that_the_server_does_not_know_is_refused_at_once()
    {
        var server = await StartAsync();
        await using var tom = new LeanClient(new LeanClientOptions { Server = server.Url, ClientId = "Tom", ApplicationId = "nobody" });
        var refusal = await Assert.ThrowsAsync<ServerRejectedException>(() => tom.OpenAsync(Patience));
        Assert.Equal(4100, refusal.Code);
    }

    async Task<LeanServer> StartAsync(StoreKind kind) => await StartAsync(new LeanServerOptions
    {
        Store = kind == StoreKind.Memory ? null
            : await SqliteMessageStore.OpenAsync(Directory.CreateTempSubdirectory("leanrx-").FullName, cancellationToken: Patience),
    });

    async Task<LeanClient> OpenAsync(LeanServer server, string clientId)
    {
        var client = Own(new LeanClient(new LeanClientOptions
        {
            Server = server.Url,
            ClientId = clientId,
            ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromMilliseconds(10), TimeSpan.FromMilliseconds(100))
        }));
        await client.OpenAsync(Patience);
        return client;
    }

    async Task<List<string>> HistoryAsync(Conversation conversation)
    {
        var texts = new List<string>();
        await foreach (var message in conversation.GetHistoryAsync(new() { PageSize = 50, Direction = HistoryDirection.Newer }, Patience))
            texts.Add(((TextMessage)message).Text);
        return texts;
    }

    Task<T> Next<T>(IObservable<T> stream) => stream.FirstAsync().ToTask(Patience);
}
