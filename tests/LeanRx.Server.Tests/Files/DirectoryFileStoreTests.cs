using LeanRx.Server.Storage;
using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.Tests;

/// <summary>Files on disk: whole or not at all, and nowhere but below the directory.</summary>
public sealed class DirectoryFileStoreTests : FileStoreTests
{
    readonly string _root = Directory.CreateTempSubdirectory("leanrx-store-tests-").FullName;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected override Task<IFileStore> OpenAsync() => Task.FromResult<IFileStore>(DirectoryFileStore.Open(_root));

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_root, recursive: true);
    }

    string[] Entries() => [.. Directory.EnumerateFiles(_root, "*", SearchOption.AllDirectories).Where(file => Path.GetFileName(file) != "lock")];

    [Fact]
    public async Task A_check_leaves_nothing_behind_and_fails_when_nothing_can_be_written()
    {
        await Store.CheckAsync(Cancel);
        Assert.Empty(Entries());

        Directory.Delete(Path.Combine(_root, "incoming"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(_root, "incoming"), "", Cancel);
        var failure = await Assert.ThrowsAsync<IOException>(async () => await Store.CheckAsync(Cancel));
        Assert.DoesNotContain(_root, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_what_counts_is_on_the_disk()
    {
        var broken = new MemoryStream([1]);
        await broken.DisposeAsync();
        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.SaveAsync(File(), broken, Cancel).AsTask());
        Assert.Empty(Entries());

        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        await Store.SaveAsync(File(), new MemoryStream([1, 2]), Cancel);
        Assert.Equal(2, Entries().Length);

        await Store.DeleteAsync("demo", Id, Cancel);
        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task The_id_of_a_deleted_file_is_taken_in_the_next_store_too()
    {
        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        await Store.DeleteAsync("demo", Id, Cancel);
        await Store.DisposeAsync();

        await using var later = DirectoryFileStore.Open(_root);
        Assert.Null(await later.SaveAsync(File(), new MemoryStream([2]), Cancel));
    }

    [Fact]
    public async Task What_a_killed_process_left_half_done_is_removed_at_the_next_start()
    {
        await Store.DisposeAsync();
        var half = Directory.CreateDirectory(Path.Combine(_root, "incoming", "half"));
        await System.IO.File.WriteAllTextAsync(Path.Combine(half.FullName, "content"), "half", Cancel);
        await using var store = DirectoryFileStore.Open(_root);
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task A_directory_belongs_to_one_store_at_a_time()
    {
        Assert.Throws<IOException>(() => DirectoryFileStore.Open(_root));
        await Store.DisposeAsync();
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
