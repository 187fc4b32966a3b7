using LeanRx.Server.Storage;
using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.PostgreSql.Tests;

public sealed class PostgreSqlFencedStoreTests(DatabaseServer server) : FencedStoreTests
{
    const string Schema = "fence";

    protected override async Task<IFencedStore> OpenAsync()
    {
        DatabaseServer.Require();
        return await PostgreSqlMessageStore.OpenAsync(server.ConnectionString("Auto Prepare Min Usages=1;Max Auto Prepare=1000"), new()
        {
            Schema = Schema,
            MaxReaders = 1,
            Node = "a"
        });
    }

    /// <summary>Neither what a claim writes nor the claim itself may cost more as the rest of the store grows.</summary>
    public override async ValueTask DisposeAsync()
    {
        if (Store is null) return;
        var walks = await QueryPlans.WalksAsync((PostgreSqlMessageStore)Store);
        await base.DisposeAsync();
        await server.EmptyAsync(Schema);
        Assert.Empty(walks);
    }
}
