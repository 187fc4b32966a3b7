using LeanRx.Server.Storage;
using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.Tests.Storage;

public sealed class InMemoryMessageStoreTests : MessageStoreTests
{
    protected override Task<IMessageStore> OpenAsync() => Task.FromResult<IMessageStore>(new InMemoryMessageStore());

    [Fact]
    public async Task A_known_secret_is_kept_as_it_was()
    {
        byte[] secret = [1, 2, 3];
        var store = new InMemoryMessageStore(secret);
        secret[0] = 9;

        Assert.Equal([1, 2, 3], (await store.GetSecretAsync()).ToArray());
    }

    [Fact]
    public void A_secret_of_no_bytes_is_refused() =>
        Assert.Equal("secret", Assert.Throws<ArgumentException>(() => new InMemoryMessageStore(default)).ParamName);

    [Fact]
    public async Task Two_stores_have_two_secrets() =>
        Assert.NotEqual((await new InMemoryMessageStore().GetSecretAsync()).ToArray(), (await Store.GetSecretAsync()).ToArray());

    [Fact]
    public void Every_call_has_completed_when_it_returns()
    {
        Assert.True(Store.Conversations.SaveAsync(new() { ApplicationId = "app", Id = "c1" }).IsCompletedSuccessfully);
        Assert.True(Store.Conversations.FindAsync("app", "c1").IsCompletedSuccessfully);
        Assert.True(Store.Conversations.QueryAsync(new() { ApplicationId = "app", Filter = ConversationFilter.All }).IsCompletedSuccessfully);
        Assert.True(Store.Receipts.TakeAsync("app", "tom").IsCompletedSuccessfully);
    }

    [Fact]
    public async Task A_disposed_store_still_holds_what_it_held()
    {
        await Store.Conversations.SaveAsync(new() { ApplicationId = "app", Id = "c1" });
        await Store.DisposeAsync();

        Assert.NotNull(await Store.Conversations.FindAsync("app", "c1"));
    }
}
