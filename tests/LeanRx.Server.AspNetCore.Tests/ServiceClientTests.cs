using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Service conversations with LeanRx's client on real sockets, over each codec and each store.</summary>
[Trait("Speed", "slow")]
public class ServiceClientTests : ServerTest
{
    [Theory]
    [InlineData(false, false)]
    [InlineData(false, true)]
    [InlineData(true, false)]
    [InlineData(true, true)]
    public async Task A_client_subscribes_writes_reads_and_unsubscribes(bool isProtobuf, bool isDurable)
    {
        var server = await StartAsync(new LeanServerOptions
        {
            Store = isDurable ? await SqliteMessageStore.OpenAsync(Directory.CreateTempSubdirectory("leanrx-").FullName, cancellationToken: Patience) : null,
        });
        var system = server.Engine.Applications["demo"];
        var id = (await system.Conversations.CreateAsync(new NewConversation
        {
            Kind = ConversationKind.Service,
            Columns = System.Text.Json.JsonDocument.Parse("""{"name":"news"}""").RootElement
        }, Patience)).Id;
        var (tom, jerry) = (await OpenAsync(server, "Tom", isProtobuf), await OpenAsync(server, "Jerry", isProtobuf));
        var others = tom.Messages.OfType<StringMessage>().Select(message => message.Content).FirstAsync().ToTask(Patience);
        var heard = jerry.Messages.OfType<StringMessage>().Select(message => message.Content).Take(3).ToList().ToTask(Patience);

        var news = Assert.Single(await jerry.QueryConversationsAsync(new LeanRx.ConversationQuery().Where(it => it.IsSystem), Patience));
        Assert.Equal((id, "news", true), (news.Id, news.Name, news.Current.IsSystem));
        await news.JoinAsync(Patience);
        Assert.Equal(["Jerry"], await news.GetMembersAsync(Patience));
        Assert.Equal(1, await news.CountMembersAsync(Patience));
        await news.MuteAsync(Patience);
        Assert.True(news.IsMuted);

        await news.SendAsync(new StringMessage("help"), cancellationToken: Patience);
        await system.Messages.SendAsync(id, new SystemMessage("news", "for subscribers"), Patience);
        await system.Messages.SendAsync(id, new SystemMessage("news", "for Jerry") { ToClientIds = ["Jerry"] }, Patience);
        await system.Messages.BroadcastAsync(id, new SystemMessage("news", "for everybody"), Patience);

        Assert.Equal(["for subscribers", "for Jerry", "for everybody"], await heard);
        Assert.Equal("for everybody", await others);
        Assert.Equal(["help", "for subscribers", "for Jerry", "for everybody"], await HistoryAsync(news));
        Assert.Equal(["for subscribers", "for everybody"], await HistoryAsync((await tom.GetConversationAsync(id, Patience))!));

        await news.LeaveAsync(Patience);
        Assert.Empty(await news.GetMembersAsync(Patience));
        Assert.Empty(await system.Subscribers.FindAsync(id, cancellationToken: Patience));
    }

    async Task<LeanClient> OpenAsync(LeanServer server, string clientId, bool isProtobuf)
    {
        var client = Own(new LeanClient(new LeanClientOptions
        {
            Server = server.Url,
            ClientId = clientId,
            WireFormat = isProtobuf ? WireFormat.Protobuf
            : WireFormat.Json
        }));
        await client.OpenAsync(Patience);
        return client;
    }

    async Task<List<string>> HistoryAsync(Conversation conversation)
    {
        var texts = new List<string>();
        await foreach (var message in conversation.GetHistoryAsync(new() { Direction = HistoryDirection.Newer }, Patience))
            texts.Add(((StringMessage)message).Content);
        return texts;
    }
}
