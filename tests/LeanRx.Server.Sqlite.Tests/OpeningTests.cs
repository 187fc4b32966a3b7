using static LeanRx.Server.StoreSuite.Some;

namespace LeanRx.Server.Sqlite.Tests;

public sealed class OpeningTests : IDisposable
{
    readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    async Task<string> RefusalAsync(string name) =>
        (await Assert.ThrowsAsync<StoreOpenException>(() => SqliteMessageStore.OpenAsync(_directory[name]))).Message;

    [Theory]
    [InlineData("chat.db", "chat.db")]
    [InlineData("new/deep/chat.sqlite", "new/deep/chat.sqlite")]
    [InlineData("data", "data/leanrx.db")]
    [InlineData("new/data/", "new/data/leanrx.db")]
    [InlineData("v1.5/", "v1.5/leanrx.db")]
    [InlineData("", "leanrx.db")]
    public async Task A_path_is_a_file_or_a_directory_and_is_made(string path, string file)
    {
        await using (var store = await SqliteMessageStore.OpenAsync(_directory[path]))
        {
            Assert.Equal(Path.GetFullPath(_directory[file]), store.Path);
            await store.Messages.AppendAsync(Message("a"));
        }

        Assert.True(File.Exists(_directory[file]));
        await using var again = await SqliteMessageStore.OpenAsync(_directory[path]);
        Assert.Equal("a", await HistoryAsync(again));
    }

    [Fact]
    public async Task A_directory_that_is_there_already_is_taken_whatever_its_name()
    {
        Directory.CreateDirectory(_directory["v1.5"]);
        await using var store = await SqliteMessageStore.OpenAsync(_directory["v1.5"]);

        Assert.Equal(_directory["v1.5/leanrx.db"], store.Path);
    }

    [Theory]
    [InlineData("data")]
    [InlineData("data/chat.db")]
    [InlineData("data/deep/chat.db")]
    public async Task A_file_where_a_directory_should_be(string path)
    {
        await File.WriteAllTextAsync(_directory["data"], "something else");

        Assert.EndsWith($"cannot be made: '{_directory["data"]}' is a file. Name a directory, or a file with an extension such as 'chat.db'.",
            await RefusalAsync(path));
    }

    [Fact]
    public async Task A_directory_where_the_file_should_be()
    {
        Directory.CreateDirectory(_directory["data/leanrx.db"]);

        Assert.Equal($"The store '{_directory["data/leanrx.db"]}' cannot be made: there is a directory of that name.", await RefusalAsync("data"));
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_left_alone()
    {
        var text = new string('x', 5000);
        await File.WriteAllTextAsync(_directory["notes.txt"], text);

        Assert.Equal($"'{_directory["notes.txt"]}' is no SQLite database.", await RefusalAsync("notes.txt"));
        Assert.Equal(text, await File.ReadAllTextAsync(_directory["notes.txt"]));
    }

    [Fact]
    public async Task A_database_of_another_program_is_left_alone()
    {
        _directory.Run("other.db", "CREATE TABLE person (name TEXT)");
        var before = await File.ReadAllBytesAsync(_directory["other.db"]);

        Assert.Equal($"'{_directory["other.db"]}' is a database of another program.", await RefusalAsync("other.db"));
        Assert.Equal(before, await File.ReadAllBytesAsync(_directory["other.db"]));
    }

    [Fact]
    public async Task A_store_of_a_newer_version_is_left_alone()
    {
        await (await SqliteMessageStore.OpenAsync(_directory["chat.db"])).DisposeAsync();
        _directory.Run("chat.db", "PRAGMA user_version = 99");

        Assert.Equal($"The store '{_directory["chat.db"]}' has schema 99, and this version of LeanRx.Server.Sqlite knows schemas up to 8. Update the " +
            "package, or open another store.", await RefusalAsync("chat.db"));
    }

    [Fact]
    public async Task A_store_is_opened_once_at_a_time()
    {
        await using (await SqliteMessageStore.OpenAsync(_directory["chat.db"]))
        {
            Assert.Contains("chat.db-lock", await RefusalAsync("chat.db"));
        }

        await (await SqliteMessageStore.OpenAsync(_directory["chat.db"])).DisposeAsync();
    }

    [Fact]
    public async Task A_store_that_could_not_be_opened_holds_nothing_open()
    {
        await File.WriteAllTextAsync(_directory["chat.db"], new string('x', 5000));
        await RefusalAsync("chat.db");
        File.Delete(_directory["chat.db"]);

        await (await SqliteMessageStore.OpenAsync(_directory["chat.db"])).DisposeAsync();
    }

    [Fact]
    public async Task A_store_in_memory_is_another_class() =>
        Assert.StartsWith("A SqliteMessageStore needs a file; for one in memory take InMemoryMessageStore.",
            (await Assert.ThrowsAsync<ArgumentException>(() => SqliteMessageStore.OpenAsync(":memory:"))).Message);

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData(" ")]
    public async Task A_path_that_names_nothing(string? path) =>
        Assert.Equal("path", (await Assert.ThrowsAnyAsync<ArgumentException>(() => SqliteMessageStore.OpenAsync(path!))).ParamName);

    [Fact]
    public async Task Options_out_of_range_are_named()
    {
        foreach (var (options, name) in new (SqliteStoreOptions, string)[] { (new() { MaxBatch = 0 }, "MaxBatch"),
            (new() { MaxPendingWrites = 0 }, "MaxPendingWrites"), (new() { MaxReaders = 0 }, "MaxReaders"),
            (new() { Durability = (SqliteDurability)7 }, "Durability") })
        {
            Assert.Equal(name, (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
                SqliteMessageStore.OpenAsync(_directory["chat.db"], options))).ParamName);
        }
    }
}
