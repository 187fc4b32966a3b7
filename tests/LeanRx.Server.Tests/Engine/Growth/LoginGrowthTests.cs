using LeanRx.Protocol;
using LeanRx.Server.Storage;
using LeanRx.Server.Tests.Support;

namespace LeanRx.Server.Tests;

/// <summary>A login reads what it tells, however much there is beside it.</summary>
public class LoginGrowthTests
{
    [Theory]
    [InlineData(10, 5, 0)]
    [InlineData(10, 50, 0)]
    [InlineData(10, 5, 1000)]
    public async Task A_login_reads_each_conversation_that_it_tells_and_its_last_message(int own, int unread, int others)
    {
        var (conversations, messages, told) = await ReadAtLoginAsync(own, unread, others);

        Assert.Equal((own, own, own), (conversations, messages, told));
    }

    [Fact]
    public async Task A_login_in_many_conversations_reads_no_more_than_the_bound_of_what_is_told()
    {
        var most = ServerLimits.Default.MaxUnreadConversations;

        Assert.Equal((most, most, most), await ReadAtLoginAsync(500, 3, 0));
    }

    static async Task<(int Conversations, int Messages, int Told)> ReadAtLoginAsync(int own, int unread, int others)
    {
        var inner = new InMemoryMessageStore();
        for (var number = 0; number < own + others; number++)
            await FillAsync(inner, $"{number:D24}", number < own ? "Tom" : "Spike", unread);
        var store = new MeteredStore(inner);
        await using var world = new World(store: store);
        var device = world.Connect();

        device.Open("Tom");

        var told = device.TakeAll().OfType<UnreadFrame>().SelectMany(frame => frame.Conversations!).ToList();
        Assert.All(told, conversation => Assert.Equal((unread, $"{unread - 1}"), (conversation.Unread, conversation.Data)));
        return (store.ConversationsRead, store.MessagesRead, told.Count);
    }

    static async Task FillAsync(IMessageStore store, string id, string member, int unread)
    {
        await store.Conversations.SaveAsync(new ConversationRecord { ApplicationId = "demo", Id = id, Members = [member, "Jerry"] });
        for (var number = 0; number < unread; number++)
            await store.Messages.AppendAsync(new StoredMessage
            {
                ApplicationId = "demo",
                ConversationId = id,
                Id = $"{number:D22}",
                From = "Jerry",
                Timestamp = 100 + number,
                Data = $"{number}",
            });
        await store.Cursors.SaveAsync([new MemberCursor { ApplicationId = "demo", ConversationId = id, ClientId = member, DeliveredTo = 1, ReadTo = 1 }]);
    }
}
