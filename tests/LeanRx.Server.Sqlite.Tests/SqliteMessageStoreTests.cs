using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.Sqlite.Tests;

public sealed class SqliteMessageStoreTests : MessageStoreTests
{
    readonly TemporaryDirectory _directory = new();

    // What is tried here is answers, not power failures: no sync, or the random tests take minutes on a slow disk.
    protected override async Task<IMessageStore> OpenAsync() =>
        await SqliteMessageStore.OpenAsync(_directory["store.db"], new() { Durability = SqliteDurability.Normal });

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Dispose();
    }
}
