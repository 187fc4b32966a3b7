using LeanRx.Server.Storage;
using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.Sqlite.Tests;

[Trait("Speed", "slow")]
public sealed class SqliteMessageStoreTests : MessageStoreTests
{
    readonly TemporaryDirectory _directory = new();

    // What is tried here is answers, not power failures: no sync, or the random tests take minutes on a slow disk.
    protected override async Task<IMessageStore> OpenAsync() =>
        await SqliteMessageStore.OpenAsync(_directory["store.db"], new() { Durability = SqliteDurability.Normal });

    /// <summary>Whatever a test of the suite was about, no statement that it ran may cost more as the rest of the store grows.</summary>
    public override async ValueTask DisposeAsync()
    {
        var walks = await QueryPlans.WalksAsync((SqliteMessageStore)Store);
        await base.DisposeAsync();
        _directory.Dispose();
        Assert.Empty(walks);
    }
}
