using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task What_is_unread_is_counted_with_the_last_message_and_mentions()
    {
        foreach (var (id, time) in new[] { ("a", 1), ("b", 2), ("c", 2), ("d", 3), ("e", 4) })
            await Store.Messages.AppendAsync(Message(id, time, id == "e" ? "bob" : "tom"));
        await Store.Messages.AppendAsync(Message("f", 5) with { Recipients = ["carl"], MentionAll = true });
        await Store.Messages.AppendAsync(Message("g", 6, type: StoredMessage.RecalledType));

        Assert.Equal("3 g", await UnreadAsync(new(1, null, false)));
        Assert.Equal("2 g", await UnreadAsync(new(2, "b", false)));
        Assert.Equal("1 g", await UnreadAsync(new(2, null, false)));
        Assert.Equal("2 g", await UnreadAsync(new(long.MinValue, null, false), limit: 2));
        Assert.Equal("0 ", await UnreadAsync(new(3, null, false)));
        Assert.Equal("0 ", await UnreadAsync(new(6, "g", false)));
        Assert.Equal(0, (await Store.Messages.FindUnreadAsync(App, "c2", "bob", new(0, null, false), 100)).Count);
    }

    [Theory]
    [InlineData("", false)]
    [InlineData("carl", false)]
    [InlineData("carl bob", true)]
    [InlineData("bobby", false)]
    [InlineData("*", true)]
    public async Task Who_is_mentioned_in_what_is_unread_is_told_so(string mentions, bool isMentioned)
    {
        var names = mentions.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        await Store.Messages.AppendAsync(Message("a", 1) with { MentionAll = true });
        await Store.Messages.AppendAsync(Message("b", 2) with { MentionAll = mentions == "*", MentionedClientIds = [.. names] });
        await Store.Messages.AppendAsync(Message("c", 3, "bob") with { MentionAll = true, MentionedClientIds = ["bob"] });

        Assert.Equal(isMentioned, (await Store.Messages.FindUnreadAsync(App, "c1", "bob", new(1, null, false), 100)).IsMentioned);
        // Of the newest one that is the client's own.
        Assert.False((await Store.Messages.FindUnreadAsync(App, "c1", "bob", new(1, null, false), 1)).IsMentioned);
    }

    [Fact]
    public async Task The_conversations_with_something_unread_come_by_their_last_messages()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom", "bob"));
        await Store.Conversations.SaveAsync(Conversation("c2", "tom"));
        await Store.Conversations.SaveAsync(Conversation("c3", "tom") with { LastMessageAt = 7 });
        await Store.Conversations.SaveAsync(Conversation("c4", "bob") with { LastMessageAt = 8 });
        await Store.Conversations.SaveAsync(Conversation("c5", "tom") with { IsTemporary = true, ExpiresAt = 10, LastMessageAt = 8 });
        await Store.Conversations.SaveAsync(Conversation("c6", "tom") with { IsTemporary = true, ExpiresAt = 11, LastMessageAt = 8 });
        await Store.Conversations.SaveAsync(Conversation("c0", "tom"));
        await Store.Conversations.SaveAsync(Conversation("c7", "tom") with { ApplicationId = "app2", LastMessageAt = 8 });
        await Store.Messages.AppendAsync(Message("a", 9, conversation: "c1"));
        await Store.Messages.AppendAsync(Message("a", 7, conversation: "c2"));

        Assert.Equal([new("c1", 9, null), new("c6", 8, null), new("c2", 7, null), new("c3", 7, null)], await UnreadOfTomAsync());
        Assert.Equal([new("c1", 9, null), new("c6", 8, null)], await UnreadOfTomAsync(limit: 2));
        Assert.Empty(await Store.Conversations.FindUnreadByMemberAsync(App, "nobody", false, null, 10, 100));

        await Store.Cursors.SaveAsync([Cursor(App, "c1", "tom", 9, 8), Cursor(App, "c2", "tom", 6, 7), Cursor(App, "c3", "tom", 7, 7) with { JoinedAt = 4 },
            Cursor(App, "c6", "tom", 8, 7) with { JoinedAt = 4, ReadAt = 5 }, Cursor(App, "c1", "bob", 99, 99), Cursor(App, "c0", "tom", 1, 1)]);

        Assert.Equal([new("c1", 9, null), new("c6", 8, 5)], await UnreadOfTomAsync());
        Assert.Equal([new("c2", 7, null)], await UnreadOfTomAsync(byDelivery: true));
        Assert.Equal([new("c1", 9, null), new("c6", 8, 5)], await UnreadOfTomAsync(readSince: 5));
        Assert.Equal([new("c1", 9, null), new("c6", 8, 5), new("c3", 7, 4)], await UnreadOfTomAsync(readSince: 4));
        Assert.Equal([new("c6", 8, 5), new("c2", 7, null)], await UnreadOfTomAsync(byDelivery: true, readSince: 5));

        ValueTask<IReadOnlyList<MemberConversation>> UnreadOfTomAsync(bool byDelivery = false, long? readSince = null, int limit = 100) =>
            Store.Conversations.FindUnreadByMemberAsync(App, "tom", byDelivery, readSince, 10, limit);
    }

    async Task<string> UnreadAsync(HistoryBound after, int limit = 100)
    {
        var unread = await Store.Messages.FindUnreadAsync(App, "c1", "bob", after, limit);
        return $"{unread.Count} {unread.Last?.Id}";
    }
}
