using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>What one change writes is bounded by what came, not by how many it is for.</summary>
public sealed class AmplificationTests : IDisposable
{
    const string RowBytes =
        "SELECT length(app || id || muted || columns || is_transient || is_system || is_unique || is_temporary || created_at || updated_at) FROM conversation";

    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    [Trait("Speed", "slow")]
    public async Task An_update_in_a_conversation_of_500_is_kept_once_for_all_of_them()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        string[] members = [.. Enumerable.Range(0, 500).Select(number => $"m{number}")];
        foreach (var member in members)
            await store.Notifications.AddClientAsync("demo", member);
        await using var engine = new MessagingEngine(store);
        var application = engine.Applications["demo"];
        var conversation = await application.Conversations.CreateAsync(new NewConversation { Members = members });
        var before = await BytesAsync(store);

        for (var number = 0; number < 10; number++)
            await application.Conversations.UpdateAsync(conversation.Id,
                System.Text.Json.JsonDocument.Parse($$$"""{"attr":{"k":"{{{number}}}{{{new string('z', 40_000)}}}"}}""").RootElement);
        await engine.DisposeAsync();

        // The columns stand in a push twice, under an old and a new name; and once in the conversation, which holds the last.
        var written = await BytesAsync(store) - before;
        Assert.True(written < 3 * 400_000, $"{written} bytes were written for 400,000.");
        var page = await store.Notifications.FindAsync(new NotificationQuery { ApplicationId = "demo", ClientId = "m7", Limit = 100 },
            TestContext.Current.CancellationToken);
        Assert.Equal(10, page.Notifications.Count(notification => notification.Frame.Contains("zzz", StringComparison.Ordinal)));
        Assert.Equal(ConversationOperations.Joined, System.Text.Json.JsonDocument.Parse(page.Notifications[0].Frame).RootElement.GetProperty("op").GetString());
    }

    [Theory]
    [InlineData(10)]
    [InlineData(100)]
    [InlineData(1000)]
    [Trait("Speed", "slow")]
    public async Task Who_subscribes_or_leaves_costs_its_own_row_however_many_subscribers_there_are(int subscribers)
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        var service = new ConversationRecord
        {
            ApplicationId = "demo",
            Id = "c1",
            IsSystem = true,
            Members = [.. Enumerable.Range(0, subscribers).Select(number => $"m{number}")],
        };
        await store.Conversations.SaveAsync(service);
        var (rows, bytes) = (await NumberAsync(store, "SELECT total_changes()"), await NumberAsync(store, RowBytes));

        await store.Members.AddAsync(service, ["tom"]);
        await store.Members.RemoveAsync(service, ["m5"]);

        // The row of the conversation, and that of the member, each time.
        Assert.Equal(rows + 4, await NumberAsync(store, "SELECT total_changes()"));
        Assert.Equal(bytes, await NumberAsync(store, RowBytes));
        Assert.Equal(16, bytes);
        Assert.Equal("tom", (await store.Conversations.FindAsync("demo", "c1"))!.Members[^1]);
    }

    static async Task<long> NumberAsync(SqliteMessageStore store, string sql) =>
        await store.Writes.RunAsync(session => session[sql].FirstOrDefault(row => row.Long(0)), default);

    static async Task<long> BytesAsync(SqliteMessageStore store) =>
        await store.Writes.RunAsync(session => session["SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"]
            .FirstOrDefault(row => row.Long(0)), default);
}
