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
    public async Task Stores_that_share_a_directory_see_the_files_of_each_other()
    {
        await Store.DisposeAsync();
        await using var one = DirectoryFileStore.OpenShared(_root);
        await using var two = DirectoryFileStore.OpenShared(_root);

        Assert.Equal(3, (await one.SaveAsync(File(), new MemoryStream([1, 2, 3]), Cancel))!.Length);
        Assert.Equal(("../k.png", 3), await DescriptionAsync(two));
        Assert.Equal([Id], (await two.ScanAsync("demo", null, 10, Cancel)).Select(static file => file.ObjectId));
        Assert.Equal([1, 2, 3], await ContentAsync(two));
        Assert.Equal(3, (await two.SaveAsync(File(), new MemoryStream([4]), Cancel))!.Length);
        Assert.Equal([1, 2, 3], await ContentAsync(one));

        Assert.True(await two.DeleteAsync("demo", Id, Cancel));
        Assert.Null(await one.FindAsync("demo", Id, Cancel));
        Assert.Null(await one.OpenAsync("demo", Id, Cancel));
        Assert.Null(await one.SaveAsync(File(), new MemoryStream([5]), Cancel));
        Assert.False(await one.DeleteAsync("demo", Id, Cancel));
        Assert.Empty(Entries());
    }

    [Fact]
    public async Task Of_stores_that_save_one_id_at_once_one_has_it_and_the_others_find_it()
    {
        await Store.DisposeAsync();
        var stores = Enumerable.Range(0, 4).Select(_ => DirectoryFileStore.OpenShared(_root)).ToList();

        for (var round = 0; round < 20; round++)
        {
            var file = File() with { ObjectId = $"{round:x24}" };
            var found = await Task.WhenAll(stores.Select((store, number) =>
                Task.Run(async () => await store.SaveAsync(file, new MemoryStream(new byte[number + 1]), Cancel))));

            var length = found[0]!.Length;
            Assert.All(found, other => Assert.Equal(length, other!.Length));
            Assert.Equal(length, (await ContentAsync(stores[0], file.ObjectId)).Length);
        }

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_root, "incoming")));
        foreach (var store in stores)
            await store.DisposeAsync();
    }

    [Fact]
    public async Task A_store_that_is_alone_and_stores_that_share_keep_each_other_out()
    {
        Assert.Throws<IOException>(() => DirectoryFileStore.OpenShared(_root));
        await Store.DisposeAsync();

        var one = DirectoryFileStore.OpenShared(_root);
        var two = DirectoryFileStore.OpenShared(_root);
        Assert.Throws<IOException>(() => DirectoryFileStore.Open(_root));
        await one.DisposeAsync();
        Assert.Throws<IOException>(() => DirectoryFileStore.Open(_root));
        await two.DisposeAsync();

        await using var alone = DirectoryFileStore.Open(_root);
        Assert.Throws<IOException>(() => DirectoryFileStore.OpenShared(_root));
    }

    [Fact]
    public async Task A_store_that_joins_leaves_the_uploads_of_the_others_alone()
    {
        await Store.DisposeAsync();
        await using var one = DirectoryFileStore.OpenShared(_root);
        using var content = new HeldStream([1, 2, 3]);
        var saving = one.SaveAsync(File(), content, Cancel).AsTask();
        await content.Asked;

        await using var two = DirectoryFileStore.OpenShared(_root);
        content.Release();

        Assert.Equal(3, (await saving)!.Length);
        Assert.Equal([1, 2, 3], await ContentAsync(two));
    }

    static async Task<(string, long)> DescriptionAsync(DirectoryFileStore store) =>
        await store.FindAsync("demo", Id, Cancel) is { } file ? (file.Name, file.Length) : default;

    static async Task<byte[]> ContentAsync(DirectoryFileStore store, string objectId = Id)
    {
        await using var content = await store.OpenAsync("demo", objectId, Cancel);
        var bytes = new MemoryStream();
        await content!.CopyToAsync(bytes, Cancel);
        return bytes.ToArray();
    }

    /// <summary>Bytes that come when the test says so.</summary>
    sealed class HeldStream(byte[] bytes) : MemoryStream(bytes)
    {
        readonly TaskCompletionSource _asked = new(TaskCreationOptions.RunContinuationsAsynchronously);
        readonly TaskCompletionSource _released = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Asked => _asked.Task;

        public void Release() => _released.SetResult();

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            _asked.TrySetResult();
            await _released.Task;
            return await base.ReadAsync(buffer, cancellationToken);
        }
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
