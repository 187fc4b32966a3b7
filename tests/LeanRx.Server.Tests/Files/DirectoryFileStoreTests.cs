using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.Tests;

/// <summary>Files on disk: whole or not at all, and nowhere but below the directory.</summary>
public sealed class DirectoryFileStoreTests : IAsyncLifetime
{
    const string Id = "0123456789abcdef01234567";

    readonly string _root = Directory.CreateTempSubdirectory("leanrx-store-tests-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    static FileRecord File(string applicationId = "demo", string objectId = Id) => new()
    {
        ApplicationId = applicationId,
        ObjectId = objectId,
        Name = "../k.png",
        ContentType = "image/png",
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
        Metadata = JsonDocument.Parse("""{"width":3}""").RootElement,
    };

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        Directory.Delete(_root, recursive: true);
        return default;
    }

    string[] Entries() => [.. Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock")];

    [Fact]
    public async Task A_check_leaves_nothing_behind_and_fails_when_nothing_can_be_written()
    {
        await using var store = DirectoryFileStore.Open(_root);
        await store.CheckAsync(Cancel);
        Assert.Empty(Entries());

        Directory.Delete(Path.Combine(_root, "incoming"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(_root, "incoming"), "", Cancel);
        var failure = await Assert.ThrowsAsync<IOException>(async () => await store.CheckAsync(Cancel));
        Assert.DoesNotContain(_root, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_scan_gives_what_is_known_of_the_files_of_one_application_by_id()
    {
        await using var store = DirectoryFileStore.Open(_root);
        string[] ids = ["01ffffffffffffffffffffff", "0200000000000000000000aa", "0200000000000000000000bb", "ff0000000000000000000000"];
        foreach (var id in ids.Reverse())
            await store.SaveAsync(File(objectId: id), new MemoryStream([1]), Cancel);
        await store.SaveAsync(File("other"), new MemoryStream([1]), Cancel);
        await store.DeleteAsync("demo", ids[1], Cancel);

        Assert.Equal([ids[0], ids[2]], (await store.ScanAsync("demo", null, 2, Cancel)).Select(file => file.ObjectId));
        Assert.Equal([ids[3]], (await store.ScanAsync("demo", ids[2], 2, Cancel)).Select(file => file.ObjectId));
        Assert.Equal([ids[2], ids[3]], (await store.ScanAsync("demo", "02", 9, Cancel)).Select(file => file.ObjectId));
        Assert.Empty(await store.ScanAsync("nobody", null, 9, Cancel));
        Assert.Empty(await store.ScanAsync("demo", null, 0, Cancel));
    }

    [Fact]
    public async Task What_is_saved_is_found_with_all_that_was_told()
    {
        await using var store = DirectoryFileStore.Open(_root);
        var saved = await store.SaveAsync(File(), new MemoryStream([1, 2, 3]), Cancel);
        var found = await store.FindAsync("demo", Id, Cancel);
        await using var content = await store.OpenAsync("demo", Id, Cancel);

        Assert.Equal(3, saved!.Length);
        Assert.Equal(("../k.png", "image/png", 3L, File().CreatedAt), (found!.Name, found.ContentType, found.Length, found.CreatedAt));
        Assert.Equal(3, found.Metadata!.Value.GetProperty("width").GetInt32());
        Assert.True(content!.CanSeek);
        Assert.Equal(3, content.Length);
    }

    [Theory]
    [InlineData("other", Id)]
    [InlineData("Demo", Id)]
    [InlineData("demo", "ffffffffffffffffffffffff")]
    [InlineData("demo", "../../lock")]
    [InlineData("demo", "")]
    [InlineData("demo", "0123456789ABCDEF01234567")]
    public async Task Nothing_is_found_elsewhere(string applicationId, string objectId)
    {
        await using var store = DirectoryFileStore.Open(_root);
        await store.SaveAsync(File(), new MemoryStream([1]), Cancel);

        Assert.Null(await store.FindAsync(applicationId, objectId, Cancel));
        Assert.Null(await store.OpenAsync(applicationId, objectId, Cancel));
        Assert.False(await store.DeleteAsync(applicationId, objectId, Cancel));
    }

    [Theory]
    [InlineData("../0123456789abcdef01234")]
    [InlineData("0123456789abcdef0123456/")]
    [InlineData("short")]
    public async Task An_id_that_could_lead_elsewhere_is_refused(string objectId)
    {
        await using var store = DirectoryFileStore.Open(_root);
        var error = await Assert.ThrowsAsync<ArgumentException>(() => store.SaveAsync(File(objectId: objectId), Stream.Null, Cancel).AsTask());
        Assert.Contains("24 hexadecimal digits", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_save_that_fails_leaves_nothing()
    {
        await using var store = DirectoryFileStore.Open(_root);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => store.SaveAsync(File(), Broken(), Cancel).AsTask());
        Assert.Empty(Entries());
        Assert.Null(await store.FindAsync("demo", Id, Cancel));

        static MemoryStream Broken()
        {
            var stream = new MemoryStream([1]);
            stream.Dispose();
            return stream;
        }
    }

    [Fact]
    public async Task The_first_save_of_a_file_counts()
    {
        await using var store = DirectoryFileStore.Open(_root);
        await store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        Assert.Equal(1, (await store.SaveAsync(File(), new MemoryStream([1, 2]), Cancel))!.Length);
        Assert.Equal(2, Entries().Length);
    }

    [Fact]
    public async Task What_is_deleted_is_gone_from_the_disk()
    {
        await using var store = DirectoryFileStore.Open(_root);
        await store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        Assert.True(await store.DeleteAsync("demo", Id, Cancel));
        Assert.False(await store.DeleteAsync("demo", Id, Cancel));
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task The_id_of_a_deleted_file_is_not_used_again()
    {
        await using (var store = DirectoryFileStore.Open(_root))
        {
            await store.SaveAsync(File(), new MemoryStream([1]), Cancel);
            await store.DeleteAsync("demo", Id, Cancel);
        }

        await using var later = DirectoryFileStore.Open(_root);
        Assert.Null(await later.SaveAsync(File(), new MemoryStream([2]), Cancel));
        Assert.Null(await later.FindAsync("demo", Id, Cancel));
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task What_a_killed_process_left_half_done_is_removed_at_the_next_start()
    {
        var half = Directory.CreateDirectory(Path.Combine(_root, "incoming", "half"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(half.FullName, "content"), "half", Cancel);
        await using var store = DirectoryFileStore.Open(_root);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task A_directory_belongs_to_one_store_at_a_time()
    {
        await using (DirectoryFileStore.Open(_root))
            Assert.Throws<IOException>(() => DirectoryFileStore.Open(_root));
        await using var next = DirectoryFileStore.Open(_root);
    }

    [Fact]
    public async Task A_temporary_directory_is_gone_with_its_store()
    {
        var store = DirectoryFileStore.OpenTemporary();
        await store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        await store.DisposeAsync();
        await store.DisposeAsync();
        Assert.False(Directory.Exists(store.Root));
    }
}
