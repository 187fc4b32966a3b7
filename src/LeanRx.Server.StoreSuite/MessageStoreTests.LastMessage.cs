using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task A_message_moves_its_conversation_on()
    {
        await Store.Conversations.SaveAsync(Conversation("c1"));
        await Store.Conversations.SaveAsync(Conversation("c2"));

        await Store.Messages.AppendAsync(Message("a", 5));

        Assert.Equal(5, await LastMessageAtAsync("c1"));
        Assert.Null(await LastMessageAtAsync("c2"));
        Assert.Equal(["c1", "c2"], (await Store.Conversations.QueryAsync(Query("{}"))).Select(conversation => conversation.Id));
    }

    [Fact]
    public async Task Nothing_moves_a_conversation_back()
    {
        await Store.Conversations.SaveAsync(Conversation("c1") with { LastMessageAt = 4 });
        await Store.Messages.AppendAsync(Message("a", 3));
        Assert.Equal(4, await LastMessageAtAsync("c1"));

        await Store.Messages.AppendAsync(Message("b", 5));
        await Store.Messages.AppendAsync(Message("c", 4));
        Assert.Equal(5, await LastMessageAtAsync("c1"));

        await Store.Conversations.SaveAsync(Conversation("c1"));
        await Store.Conversations.SaveAsync(Conversation("c1") with { LastMessageAt = 4 });
        Assert.Equal(5, await LastMessageAtAsync("c1"));

        await Store.Conversations.SaveAsync(Conversation("c1") with { LastMessageAt = 6 });
        Assert.Equal(6, await LastMessageAtAsync("c1"));
    }

    [Fact]
    public async Task A_conversation_saved_after_its_messages_knows_of_them()
    {
        await Store.Messages.AppendAsync(Message("a", 5));
        await Store.Conversations.SaveAsync(Conversation("c1"));

        Assert.Equal(5, await LastMessageAtAsync("c1"));
    }

    [Fact]
    public async Task The_last_message_is_the_last_by_time_and_id()
    {
        Assert.Null(await Store.Messages.FindLastAsync(App, "c1"));

        foreach (var (id, time) in new[] { ("b", 5), ("c", 5), ("a", 5), ("z", 4) }) await Store.Messages.AppendAsync(Message(id, time));

        Assert.Equal("c", (await Store.Messages.FindLastAsync(App, "c1"))!.Id);
        Assert.Null(await Store.Messages.FindLastAsync(App, "c2"));
        Assert.Null(await Store.Messages.FindLastAsync("app2", "c1"));
    }

    async Task<long?> LastMessageAtAsync(string id) => (await Store.Conversations.FindAsync(App, id))!.LastMessageAt;
}
