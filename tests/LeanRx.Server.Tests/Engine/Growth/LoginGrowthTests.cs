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

    [Theory]
    [InlineData(100, 100, 50, 50)]
    [InlineData(1000, 1000, 50, 50)]
    [InlineData(100, 3, 3, 3)]
    [InlineData(1000, 3, 3, 3)]
    public async Task A_login_hears_from_the_store_of_the_conversations_that_it_tells_alone(int own, int withUnread, int heard, int told)
    {
        var store = new MeteredStore(await FilledAsync(own, unread: 2, others: 0, withUnread));
        await using var world = new World(store: store);
        var device = world.Connect();

        device.Open("Tom");

        Assert.Equal((heard, 0), (store.UnreadRead, store.CursorsRead));
        Assert.Equal(told, device.TakeAll().OfType<UnreadFrame>().Sum(frame => frame.Conversations!.Count));
    }

    [Fact]
    public async Task What_is_told_is_looked_for_behind_what_has_nothing_to_tell()
    {
        var most = ServerLimits.Default.MaxUnreadConversations;
        var inner = await FilledAsync(most + 1, unread: 1, others: 0);
        // The newest of all are taken back.
        for (var number = 0; number < most; number++)
        {
            var id = $"{number:D24}";
            var message = (await inner.Messages.FindLastAsync("demo", id, "Tom"))!;
            await inner.Messages.UpdateAsync(message with { MessageType = StoredMessage.RecalledType });
        }
        await using var world = new World(store: inner);
        var device = world.Connect();

        device.Open("Tom");

        var told = device.TakeAll().OfType<UnreadFrame>().SelectMany(frame => frame.Conversations!);
        Assert.Equal([$"{most:D24}"], told.Select(conversation => conversation.ConversationId));
    }

    static async Task<InMemoryMessageStore> FilledAsync(int own, int unread, int others, int? withUnread = null)
    {
        var store = new InMemoryMessageStore();
        for (var number = 0; number < own + others; number++)
            await FillAsync(store, $"{number:D24}", number < own ? "Tom" : "Spike", unread, number < (withUnread ?? own + others) ? 1 : 1000);
        return store;
    }

    static async Task<(int Conversations, int Messages, int Told)> ReadAtLoginAsync(int own, int unread, int others)
    {
        var store = new MeteredStore(await FilledAsync(own, unread, others));
        await using var world = new World(store: store);
        var device = world.Connect();

        device.Open("Tom");

        var told = device.TakeAll().OfType<UnreadFrame>().SelectMany(frame => frame.Conversations!).ToList();
        Assert.All(told, conversation => Assert.Equal((unread, $"{unread - 1}"), (conversation.Unread, conversation.Data)));
        return (store.ConversationsRead, store.MessagesRead, told.Count);
    }

    static async Task FillAsync(IMessageStore store, string id, string member, int unread, long readTo)
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
        await store.Cursors.SaveAsync(
            [new MemberCursor { ApplicationId = "demo", ConversationId = id, ClientId = member, DeliveredTo = 1, ReadTo = readTo, JoinedAt = 1 }]);
    }
}
