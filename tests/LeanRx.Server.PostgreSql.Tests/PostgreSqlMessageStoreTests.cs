using LeanRx.Server.Storage;
using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.PostgreSql.Tests;

public sealed class PostgreSqlMessageStoreTests(DatabaseServer server) : MessageStoreTests
{
    // One for all of them: making a schema takes longer than most tests.
    const string Schema = "suite";

    // Everything is prepared at once, and read on one connection, so that the plans of all that a test ran can be looked at.
    protected override async Task<IMessageStore> OpenAsync()
    {
        DatabaseServer.Require();
        return await PostgreSqlMessageStore.OpenAsync(server.ConnectionString("Auto Prepare Min Usages=1;Max Auto Prepare=1000"), new()
        {
            Schema = Schema,
            MaxReaders = 1
        });
    }

    /// <summary>Whatever a test of the suite was about, no statement that it ran may cost more as the rest of the store grows.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (Store is null) return;
        var walks = await QueryPlans.WalksAsync((PostgreSqlMessageStore)Store);
        await base.DisposeAsync();
        await server.EmptyAsync(Schema);
        Assert.Empty(walks);
    }
}
