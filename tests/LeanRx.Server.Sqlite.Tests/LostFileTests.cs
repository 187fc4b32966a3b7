using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

/// <summary>A store whose file is gone keeps nothing, and says so.</summary>
public sealed class LostFileTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public async Task What_is_written_after_the_file_was_deleted_is_refused()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        await store.Messages.AppendAsync(Message("a", 1));
        await store.CheckAsync();
        foreach (var file in Directory.EnumerateFiles(Path.GetDirectoryName(store.Path)!, "store.db*")
            .Where(file => !file.EndsWith("-lock", StringComparison.Ordinal)))
            File.Delete(file);

        for (var time = 2; time < 20; time++)
            Assert.Contains("is gone", (await Assert.ThrowsAsync<IOException>(() => store.Messages.AppendAsync(Message($"m{time}", time)).AsTask())).Message,
                StringComparison.Ordinal);
        var error = await Assert.ThrowsAsync<IOException>(() => store.CheckAsync().AsTask());
        Assert.DoesNotContain(store.Path, error.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(store.Path));
    }

    [Fact]
    public async Task A_file_that_came_back_is_written_again()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        await store.Messages.AppendAsync(Message("a", 1));
        File.Move(store.Path, store.Path + ".away");
        await Assert.ThrowsAsync<IOException>(() => store.Messages.AppendAsync(Message("b", 2)).AsTask());
        File.Move(store.Path + ".away", store.Path);
        await store.Messages.AppendAsync(Message("c", 3));
        await store.CheckAsync();
        Assert.Equal("a c", await HistoryAsync(store));
    }

    [Fact]
    public async Task A_check_finds_that_another_file_has_taken_the_place()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        await using (await SqliteMessageStore.OpenAsync(_directory["other.db"]))
        {
        }

        File.Move(store.Path, store.Path + ".away");
        File.Move(_directory["other.db"], store.Path);
        await Assert.ThrowsAnyAsync<IOException>(() => store.CheckAsync().AsTask());
    }

    [Fact]
    public async Task A_check_finds_that_there_is_no_room()
    {
        await using var store = await SqliteMessageStore.OpenAsync(_directory["store.db"]);
        await store.Writes.RunAsync(session => session.Run("PRAGMA max_page_count = 1"), default);
        var error = await Assert.ThrowsAsync<IOException>(() => store.CheckAsync().AsTask());
        Assert.Contains("full", error.Message, StringComparison.Ordinal);
        await store.Writes.RunAsync(session => session.Run("PRAGMA max_page_count = 1000000"), default);
        await store.CheckAsync();
    }
}
