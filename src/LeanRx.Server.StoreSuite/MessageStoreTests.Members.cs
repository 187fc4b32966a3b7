using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task Members_stand_in_the_order_in_which_they_joined()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom", "jerry"));

        await Store.Members.AddAsync(Conversation("c1"), ["bob", "anna"]);
        await Store.Members.RemoveAsync(Conversation("c1"), ["jerry", "nobody"]);
        await Store.Members.AddAsync(Conversation("c1"), ["tom", "jerry"]);

        Assert.Equal(["tom", "bob", "anna", "jerry"], (await Store.Conversations.FindAsync(App, "c1"))!.Members);
        Assert.Equal(
            (1, 1, 1, 0),
            (await CountAsync("""{"m":"tom"}"""), await CountAsync("""{"m":"jerry"}"""), await CountAsync("""{"m":"bob"}"""),
                await CountAsync("""{"m":"nobody"}""")));
    }

    [Fact]
    public async Task Columns_are_saved_together_with_a_change_of_members()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom") with { Name = "first", Muted = ["tom"], LastMessageAt = 9 });

        await Store.Members.AddAsync(Conversation("c1") with { Name = "second", Muted = ["tom"], UpdatedAt = 7 }, ["jerry"]);
        Assert.Equal(
            Describe(Conversation("c1", "tom", "jerry") with { Name = "second", Muted = ["tom"], UpdatedAt = 7, LastMessageAt = 9 }),
            Describe((await Store.Conversations.FindAsync(App, "c1"))!));

        await Store.Members.RemoveAsync(Conversation("c1") with { Name = "third", UniqueId = "key" }, ["tom"]);
        Assert.Equal("third", (await Store.Conversations.FindUniqueAsync(App, "key"))!.Name);
        Assert.Equal(["jerry"], (await Store.Conversations.FindAsync(App, "c1"))!.Members);
    }

    [Fact]
    public async Task All_members_are_replaced_by_others_in_their_order()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom", "jerry", "bob"));

        await Store.Members.ReplaceAsync(Conversation("c1", "bob", "anna", "tom") with { Name = "new" });

        var saved = (await Store.Conversations.FindAsync(App, "c1"))!;
        Assert.Equal("new", saved.Name);
        Assert.Equal(["bob", "anna", "tom"], saved.Members);
        Assert.Equal((0, 1), (await CountAsync("""{"m":"jerry"}"""), await CountAsync("""{"m":"anna"}""")));
    }

    [Fact]
    public async Task Members_of_one_conversation_are_not_members_of_another()
    {
        foreach (var (app, id) in new[] { (App, "c1"), (App, "c2"), ("app2", "c1") })
            await Store.Conversations.SaveAsync(Conversation(id, "tom") with { ApplicationId = app });

        await Store.Members.AddAsync(Conversation("c1"), ["jerry"]);
        await Store.Members.RemoveAsync(Conversation("c1"), ["tom"]);

        Assert.Equal(["jerry"], (await Store.Conversations.FindAsync(App, "c1"))!.Members);
        Assert.Equal(["tom"], (await Store.Conversations.FindAsync(App, "c2"))!.Members);
        Assert.Equal(["tom"], (await Store.Conversations.FindAsync("app2", "c1"))!.Members);
    }

    [Fact]
    public async Task What_is_added_to_a_conversation_that_is_not_there_makes_it()
    {
        await Store.Members.AddAsync(Conversation("c1", "nobody") with { Name = "new" }, ["tom"]);

        Assert.Equal(Describe(Conversation("c1", "tom") with { Name = "new" }), Describe((await Store.Conversations.FindAsync(App, "c1"))!));
    }

    [Fact]
    public async Task A_thousand_members_are_all_there_in_their_order()
    {
        string[] many = [.. Enumerable.Range(0, 1000).Select(number => $"m{number * 7919 % 1000:D3}")];
        await Store.Conversations.SaveAsync(Conversation("c1", many) with { IsSystem = true });
        await Store.Members.AddAsync(Conversation("c1") with { IsSystem = true }, ["last"]);
        await Store.Members.RemoveAsync(Conversation("c1") with { IsSystem = true }, many[..500]);

        Assert.Equal([.. many[500..], "last"], (await Store.Conversations.FindAsync(App, "c1"))!.Members);
    }
}
