using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

public sealed class DurabilityTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task A_store_opened_again_has_all_that_it_had()
    {
        ReadOnlyMemory<byte> secret;
        await using (var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]))
        {
            secret = await store.GetSecretAsync();
            await store.Conversations.SaveAsync(Conversation("c1", "tom", "jerry") with { UniqueId = "key" });
            await store.Messages.AppendAsync(Message("a", 1, token: "t"));
            await store.Messages.AppendAsync(Message("b", 2));
            await store.Cursors.SaveAsync([Cursor("app", "c1", "tom", 1, 2)]);
            await store.Receipts.AddAsync([Receipt("app", "tom", "c1", "a", 3, true, "jerry")], 100);
        }

        await using var again = await SqliteMessageStore.OpenAsync(_directory["store.db"]);

        Assert.Equal(secret.ToArray(), (await again.GetSecretAsync()).ToArray());
        Assert.Equal(["tom", "jerry"], (await again.Conversations.FindUniqueAsync("app", "key"))!.Members);
        Assert.Equal(2, (await again.Conversations.FindAsync("app", "c1"))!.LastMessageAt);
        Assert.Equal("a b", await HistoryAsync(again));
        Assert.True((await again.Messages.AppendAsync(Message("c", 3, token: "t"))).IsDuplicate);
        Assert.Equal([Cursor("app", "c1", "tom", 1, 2)], await again.Cursors.FindByClientAsync("app", "tom"));
        Assert.Equal([Receipt("app", "tom", "c1", "a", 3, true, "jerry")], await again.Receipts.TakeAsync("app", "tom"));
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task What_was_acknowledged_is_in_the_files_when_the_process_ends_without_a_word()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        for (var number = 0; number < 50; number++)
        {
            await store.Messages.AppendAsync(Message($"m{number:D3}", number));
            if (number % 10 != 0) continue;

            // The files as a killed process leaves them: nothing is closed, the log is not merged.
            foreach (var file in new[] { "store.db", "store.db-wal" }) File.Copy(_directory[file], _directory[$"copy {number} {file}"]);
            await using var copy = await SqliteMessageStore.OpenAsync(_directory[$"copy {number} store.db"]);
            Assert.Equal(string.Join(' ', Enumerable.Range(0, number + 1).Select(id => $"m{id:D3}")), await HistoryAsync(copy));
        }
    }

    [Fact]
    public async Task Closing_commits_what_is_queued()
    {
        var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        var appends = Enumerable.Range(0, 200).Select(number => store.Messages.AppendAsync(Message($"m{number:D3}", number)).AsTask()).ToList();

        await store.DisposeAsync();

        Assert.All(appends, append => Assert.True(append.IsCompletedSuccessfully));
        await using var again = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        Assert.Equal(200, (await HistoryAsync(again)).Split(' ').Length);
    }

    [Fact]
    public async Task A_closed_store_refuses_every_call_and_may_be_closed_again()
    {
        var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        await store.DisposeAsync();
        await store.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Messages.AppendAsync(Message("a")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Conversations.SaveAsync(Conversation("c1")));
        await Assert.ThrowsAsync<ObjectDisposedException>(async () => await store.Conversations.FindAsync("app", "c1"));
    }

    [Theory]
    [InlineData(SqliteDurability.Full, 2)]
    [InlineData(SqliteDurability.Normal, 1)]
    public async Task Every_commit_is_synced_unless_asked_otherwise(SqliteDurability durability, long synchronous)
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"], new() { Durability = durability });

        Assert.Equal(synchronous, await store.Writes.RunAsync(session => session["PRAGMA synchronous"].FirstOrDefault(row => row.Long(0)), default));
        Assert.Equal("wal", await store.Writes.RunAsync(session => session["PRAGMA journal_mode"].FirstOrDefault(row => row.Text(0)), default));
        Assert.Equal(SqliteDurability.Full, new SqliteStoreOptions().Durability);
    }
}
