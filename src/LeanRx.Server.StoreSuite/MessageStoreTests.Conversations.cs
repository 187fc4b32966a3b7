using System.Collections.Immutable;
using System.Text.Json;
using LeanRx.Server.Storage;
using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.StoreSuite;

public abstract partial class MessageStoreTests
{
    static readonly ConversationRecord Full = Conversation("65a1b2c3d4e5f60718293a4b", "tom", "jerry", "Ünïcødé 😀", "nul\0inside", "") with
    {
        Name = "'); DROP TABLE conversation; --",
        CreatorId = "tom",
        Muted = ["jerry"],
        IsTransient = true,
        IsSystem = true,
        IsUnique = true,
        IsTemporary = true,
        ExpiresAt = 5_000,
        UniqueId = "6c7b",
        Attributes = Json("""{"color":"red","n":1.50,"big":12345678901234567890,"text":"\ud800 \u0000","list":[1,null,{"a":[]}]}"""),
        Columns = ImmutableSortedDictionary.Create<string, JsonElement>(StringComparer.Ordinal).Add("level", Json("7")).Add("Level", Json("[true]"))
            .Add("a \"quoted\" name", Json("\"x\\n\"")),
        CreatedAt = 1_705_046_400_123,
        UpdatedAt = 1_705_046_400_124,
        LastMessageAt = 1_705_046_700_000,
    };

    [Fact]
    public async Task A_conversation_is_found_as_it_was_saved()
    {
        await Store.Conversations.SaveAsync(Full);

        Assert.Equal(Describe(Full), Describe((await Store.Conversations.FindAsync(App, Full.Id))!));
    }

    [Fact]
    public async Task A_conversation_with_nothing_in_it_is_found_as_it_was_saved()
    {
        await Store.Conversations.SaveAsync(Conversation("c1"));

        Assert.Equal(Describe(Conversation("c1")), Describe((await Store.Conversations.FindAsync(App, "c1"))!));
    }

    [Theory]
    [InlineData("app", "c2")]
    [InlineData("app2", "c1")]
    [InlineData("APP", "c1")]
    [InlineData("app", "C1")]
    [InlineData("app", "c1\0")]
    [InlineData("app", "")]
    public async Task Another_id_or_another_application_finds_nothing(string app, string id)
    {
        await Store.Conversations.SaveAsync(Conversation("c1"));

        Assert.Null(await Store.Conversations.FindAsync(app, id));
    }

    [Fact]
    public async Task Saving_again_replaces_the_columns_and_leaves_the_members_as_they_are()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom", "jerry") with { Name = "old", UniqueId = "key" });
        await Store.Conversations.SaveAsync(Conversation("c1", "jerry", "bob") with { Name = "new" });

        var saved = (await Store.Conversations.FindAsync(App, "c1"))!;
        Assert.Equal("new", saved.Name);
        Assert.Equal(["tom", "jerry"], saved.Members);
        Assert.Null(await Store.Conversations.FindUniqueAsync(App, "key"));
        Assert.Equal((1, 1, 0), (await CountAsync("""{"m":"tom"}"""), await CountAsync("""{"m":"jerry"}"""), await CountAsync("""{"m":"bob"}""")));
    }

    [Fact]
    public async Task A_unique_conversation_is_found_by_its_key_and_the_newest_of_several()
    {
        await Store.Conversations.SaveAsync(Conversation("c3") with { UniqueId = "key", CreatedAt = 1 });
        await Store.Conversations.SaveAsync(Conversation("c1") with { UniqueId = "key", CreatedAt = 2 });
        await Store.Conversations.SaveAsync(Conversation("c2") with { UniqueId = "key", CreatedAt = 2 });
        await Store.Conversations.SaveAsync(Conversation("c4") with { UniqueId = "other", CreatedAt = 3 });

        Assert.Equal("c2", (await Store.Conversations.FindUniqueAsync(App, "key"))!.Id);
        Assert.Null(await Store.Conversations.FindUniqueAsync(App, "nothing"));
        Assert.Null(await Store.Conversations.FindUniqueAsync("app2", "key"));
    }

    [Fact]
    public async Task Deleting_takes_the_messages_and_cursors_of_that_conversation_and_no_other()
    {
        foreach (var (app, id) in new[] { (App, "c1"), (App, "c2"), ("app2", "c1") })
        {
            await Store.Conversations.SaveAsync(Conversation(id, "tom") with { ApplicationId = app, UniqueId = $"key of {id}" });
            await Store.Messages.AppendAsync(Message("m", 5, token: "t", conversation: id, app: app));
            await Store.Cursors.SaveAsync([Cursor(app, id, "tom", 1, 1)]);
        }

        await Store.Conversations.DeleteAsync(App, "c1");

        Assert.Null(await Store.Conversations.FindAsync(App, "c1"));
        Assert.Null(await Store.Conversations.FindUniqueAsync(App, "key of c1"));
        Assert.Null(await Store.Messages.FindAsync(App, "c1", "m"));
        Assert.Empty(await Store.Cursors.FindByConversationAsync(App, "c1"));
        Assert.Equal(1, await CountAsync("""{"m":"tom"}"""));
        foreach (var (app, id) in new[] { (App, "c2"), ("app2", "c1") })
        {
            Assert.NotNull(await Store.Conversations.FindAsync(app, id));
            Assert.NotNull(await Store.Messages.FindAsync(app, id, "m"));
            Assert.Single(await Store.Cursors.FindByConversationAsync(app, id));
        }
    }

    [Fact]
    public async Task What_was_deleted_can_begin_anew()
    {
        await Store.Conversations.SaveAsync(Conversation("c1", "tom"));
        await Store.Messages.AppendAsync(Message("m", 5, token: "t"));
        await Store.Conversations.DeleteAsync(App, "c1");
        await Store.Conversations.DeleteAsync(App, "c1");

        await Store.Conversations.SaveAsync(Conversation("c1"));
        var again = await Store.Messages.AppendAsync(Message("m", 3, token: "t"));

        Assert.False(again.IsDuplicate);
        Assert.Equal(3, (await Store.Conversations.FindAsync(App, "c1"))!.LastMessageAt);
        Assert.Equal(0, await CountAsync("""{"m":"tom"}"""));
    }

    async Task<int> CountAsync(string where) => await Store.Conversations.CountAsync(Query(where));
}
