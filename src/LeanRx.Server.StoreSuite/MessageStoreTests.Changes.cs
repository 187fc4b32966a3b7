using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task Changed_messages_are_found_by_the_time_of_their_change_in_the_conversations_of_a_member()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom", "jerry"));
        await Store.Conversations.SaveAsync(Conversation("c2", "tom"));
        await Store.Conversations.SaveAsync(Conversation("c3", "jerry"));
        foreach (var message in new[] { Message("a", 1), Message("b", 2), Message("c", 3, conversation: "c2"), Message("d", 4, conversation: "c3"),
            Message("e", 5) }) await Store.Messages.AppendAsync(message);
        await Store.Messages.UpdateAsync(Message("b", 2) with { PatchedAt = 10 });
        await Store.Messages.UpdateAsync(Message("c", 3, conversation: "c2") with { PatchedAt = 20, Data = "edited" });
        await Store.Messages.UpdateAsync(Message("d", 4, conversation: "c3") with { PatchedAt = 15 });
        await Store.Messages.UpdateAsync(Message("a", 1) with { PatchedAt = 30 });
        await Store.Messages.UpdateAsync(Message("b", 2) with { PatchedAt = 25 });

        Assert.Equal("20:c,25:b,30:a", await ChangesAsync("tom", 0));
        Assert.Equal("25:b,30:a", await ChangesAsync("tom", 20));
        Assert.Equal("15:d,25:b", await ChangesAsync("jerry", 0, 2));
        Assert.Equal("", await ChangesAsync("tom", 30));
        Assert.Equal("", await ChangesAsync("bob", 0));
        Assert.Equal("", await ChangesAsync("tom", 0, 0));

        await Store.Members.RemoveAsync(Conversation("c1"), ["tom"]);
        Assert.Equal("20:c", await ChangesAsync("tom", 0));
        await Store.Conversations.DeleteAsync(App, "c2");
        Assert.Equal("", await ChangesAsync("tom", 0));
    }

    [Fact]
    public async Task Standings_are_found_from_both_sides_and_ordinary_ones_are_removed()
    {
        MemberStanding manager = Standing(App, "c1", "tom") with { Role = "Manager" };
        MemberStanding silenced = Standing(App, "c1", "jerry") with { SilencedUntil = long.MaxValue, IsBlocked = true };
        MemberStanding away = Standing(App, "c2", "tom") with { BlocksConversation = true };
        await Store.Moderation.SaveAsync([manager, silenced, away, Standing("app2", "c1", "tom") with { IsBlocked = true }]);

        Assert.Equal([silenced, manager], await Store.Moderation.FindByConversationAsync(App, "c1"));
        Assert.Equal([manager, away], await Store.Moderation.FindByClientAsync(App, "tom"));

        await Store.Moderation.SaveAsync([manager with { Role = null }, silenced with { SilencedUntil = null }, Standing(App, "c9", "tom")]);
        Assert.Equal([silenced with { SilencedUntil = null }], await Store.Moderation.FindByConversationAsync(App, "c1"));
        Assert.Equal([away], await Store.Moderation.FindByClientAsync(App, "tom"));

        await Store.Conversations.DeleteAsync(App, "c2");
        Assert.Empty(await Store.Moderation.FindByClientAsync(App, "tom"));
        Assert.Single(await Store.Moderation.FindByConversationAsync("app2", "c1"));
    }

    [Fact]
    public async Task A_kick_replaces_the_one_before_and_old_ones_are_forgotten()
    {
        await Store.Moderation.SaveKickAsync(Kick(App, "tom", 10), 0);
        await Store.Moderation.SaveKickAsync(Kick(App, "jerry", 20), 0);
        await Store.Moderation.SaveKickAsync(Kick("app2", "tom", 5), 0);
        await Store.Moderation.SaveKickAsync(Kick(App, "tom", 30), 0);
        Assert.Equal([Kick(App, "jerry", 20), Kick(App, "tom", 30)], await Store.Moderation.FindKicksAsync(App));

        await Store.Moderation.SaveKickAsync(Kick(App, "bob", 40), 30);

        Assert.Equal([Kick(App, "tom", 30), Kick(App, "bob", 40)], await Store.Moderation.FindKicksAsync(App));
        Assert.Equal([Kick("app2", "tom", 5)], await Store.Moderation.FindKicksAsync("app2"));
    }

    async Task<string> ChangesAsync(string client, long after, int limit = 100)
    {
        var found = await Store.Messages.FindPatchedAsync(App, client, after, limit);
        return string.Join(',', found.Select(message => $"{message.PatchedAt}:{message.Id}"));
    }
}
