using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    [Fact]
    public async Task A_scan_gives_the_conversations_of_one_application_that_are_not_temporary_by_id_and_page_by_page()
    {
        foreach (var id in (string[])["b2", "a1", "C3", "d4", "e5"])
            await Store.Conversations.SaveAsync(Conversation(id, "tom"));
        await Store.Conversations.SaveAsync(Conversation("_tmp:x") with { IsTemporary = true, ExpiresAt = 5 });
        await Store.Conversations.SaveAsync(Conversation("b3") with { ApplicationId = "other" });

        Assert.Equal("C3 a1 b2", await PageAsync(null, 3));
        Assert.Equal("d4 e5", await PageAsync("b2", 3));
        Assert.Equal("b2", await PageAsync("a9", 1));
        Assert.Equal("", await PageAsync("e5", 3));
        Assert.Equal("", await PageAsync(null, 0));
    }

    [Fact]
    public async Task A_scan_gives_conversations_as_they_were_saved()
    {
        await Store.Conversations.SaveAsync(Full with { IsTemporary = false });
        Assert.Equal(Describe(Full with { IsTemporary = false }), Describe(Assert.Single(await Store.Conversations.ScanAsync(App, null, 10))));
    }

    async Task<string> PageAsync(string? after, int limit) =>
        string.Join(' ', (await Store.Conversations.ScanAsync(App, after, limit)).Select(conversation => conversation.Id));
}
