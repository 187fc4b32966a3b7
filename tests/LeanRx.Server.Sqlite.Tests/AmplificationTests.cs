using LeanRx.Protocol;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>What one change writes is bounded by what came, not by how many it is for.</summary>
public sealed class AmplificationTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task An_update_in_a_conversation_of_500_is_kept_once_for_all_of_them()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        string[] members = [.. Enumerable.Range(0, 500).Select(number => $"m{number}")];
        foreach (var member in members)
            await store.AddNotifiedClientAsync("demo", member);
        await using var engine = new MessagingEngine(store);
        var administration = engine.AdministrationOf("demo");
        var conversation = await administration.CreateAsync(new NewConversation { Members = members });
        var before = await BytesAsync(store);

        for (var number = 0; number < 10; number++)
            await administration.UpdateAsync(conversation.Id,
                System.Text.Json.JsonDocument.Parse($$$"""{"attr":{"k":"{{{number}}}{{{new string('z', 40_000)}}}"}}""").RootElement);
        await engine.DisposeAsync();

        // The columns stand in a push twice, under an old and a new name; and once in the conversation, which holds the last.
        var written = await BytesAsync(store) - before;
        Assert.True(written < 3 * 400_000, $"{written} bytes were written for 400,000.");
        var page = await store.FindNotificationsAsync(new NotificationQuery { ApplicationId = "demo", ClientId = "m7", Limit = 100 },
            TestContext.Current.CancellationToken);
        Assert.Equal(10, page.Notifications.Count(notification => notification.Frame.Contains("zzz", StringComparison.Ordinal)));
        Assert.Equal(ConversationOperations.Joined, System.Text.Json.JsonDocument.Parse(page.Notifications[0].Frame).RootElement.GetProperty("op").GetString());
    }

    static async Task<long> BytesAsync(SqliteMessageStore store) =>
        await store.Writes.RunAsync(session => session["SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"]
            .FirstOrDefault(row => row.Long(0)), default);
}
