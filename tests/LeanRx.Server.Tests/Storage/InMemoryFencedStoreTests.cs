using LeanRx.Server.Storage;
using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.Tests.Storage;

public sealed class InMemoryFencedStoreTests : FencedStoreTests
{
    protected override Task<IFencedStore> OpenAsync() => Task.FromResult<IFencedStore>(new InMemoryMessageStore());

    [Fact]
    public void Every_call_that_changes_a_store_is_put_to_the_test()
    {
        string[] reads = ["Find", "Read", "Scan", "Count", "Query"];
        var writes = typeof(IMessageStore).GetProperties().SelectMany(static role => role.PropertyType.GetMethods())
            .Where(method => !reads.Any(read => method.Name.StartsWith(read, StringComparison.Ordinal)))
            .Select(static method => $"{method.DeclaringType!.Name}.{method.Name}");

        Assert.Equal(writes.Order(), StoreWrites.All.Select(static write => write.Name).Order());
    }

    [Fact]
    public async Task A_node_that_may_not_claim_is_told_so_and_voids_nothing()
    {
        var store = new InMemoryMessageStore { MayClaim = static node => node == "a" };
        var claim = Assert.Single(await store.ClaimAsync([Slots.Of("app", "c1")], "a"));

        var refusal = await Assert.ThrowsAsync<ClaimRefusedException>(async () => await store.ClaimAsync([claim.Slot], "b"));
        await store.OfClaim(claim).Conversations.SaveAsync(new() { ApplicationId = "app", Id = "c1" });

        Assert.Equal("Node 'b' may not claim slots: it is not an active member of the cluster, or not any more.", refusal.Message);
        Assert.Equal("b", refusal.Node);
    }

    [Fact]
    public async Task Every_call_has_completed_when_it_returns()
    {
        Assert.True(Store.ClaimAsync([1], "a").IsCompletedSuccessfully);
        var store = Store.OfClaim(await ClaimAsync("c1"));
        Assert.True(store.Conversations.SaveAsync(new() { ApplicationId = "app", Id = "c1" }).IsCompletedSuccessfully);
    }
}
