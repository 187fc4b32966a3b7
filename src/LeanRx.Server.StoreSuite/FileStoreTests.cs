using System.Text.Json;
using LeanRx.Server.Storage;

namespace LeanRx.Server.StoreSuite;

/// <summary>Tests that every <see cref="IFileStore"/> must pass.</summary>
/// <remarks>Derive a class in the test project of a store and open an empty store in <see cref="OpenAsync"/>. Each test gets a store of its own.</remarks>
public abstract class FileStoreTests : IAsyncLifetime
{
    /// <summary>The id of the file that <see cref="File"/> describes.</summary>
    protected const string Id = "0123456789abcdef01234567";

    /// <summary>The store under test.</summary>
    /// <remarks>It is empty when a test begins.</remarks>
    protected IFileStore Store { get; private set; } = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    /// <summary>Opens an empty store.</summary>
    /// <remarks>Called before each test.</remarks>
    protected abstract Task<IFileStore> OpenAsync();

    /// <summary>Opens the store.</summary>
    public async ValueTask InitializeAsync() => Store = await OpenAsync();

    /// <summary>Closes the store.</summary>
    /// <remarks>Override to delete its files as well.</remarks>
    public virtual async ValueTask DisposeAsync()
    {
        GC.SuppressFinalize(this);
        await Store.DisposeAsync();
    }

    /// <summary>What is told of a file before it is stored.</summary>
    protected static FileRecord File(string applicationId = "demo", string objectId = Id) => new()
    {
        ApplicationId = applicationId,
        ObjectId = objectId,
        Name = "../k.png",
        ContentType = "image/png",
        CreatedAt = DateTimeOffset.FromUnixTimeMilliseconds(1_700_000_000_123),
        Metadata = JsonDocument.Parse("""{"width":3}""").RootElement,
    };

    [Fact]
    public async Task What_is_saved_is_found_with_all_that_was_told()
    {
        var saved = await Store.SaveAsync(File(), new MemoryStream([1, 2, 3]), Cancel);
        var found = await Store.FindAsync("demo", Id, Cancel);

        Assert.Equal(3, saved!.Length);
        Assert.Equal(("../k.png", "image/png", 3L, File().CreatedAt), (found!.Name, found.ContentType, found.Length, found.CreatedAt));
        Assert.Equal(3, found.Metadata!.Value.GetProperty("width").GetInt32());
        Assert.Null(found.ExternalUrl);
    }

    [Fact]
    public async Task Bytes_are_read_from_where_one_seeks()
    {
        await Store.SaveAsync(File(), new MemoryStream([1, 2, 3, 4, 5]), Cancel);
        await using var content = await Store.OpenAsync("demo", Id, Cancel);

        Assert.True(content!.CanSeek);
        Assert.Equal(5, content.Length);
        Assert.Equal("1 2 3 4 5", await RestAsync());
        content.Position = 3;
        Assert.Equal("4 5", await RestAsync());
        content.Seek(-4, SeekOrigin.End);
        Assert.Equal("2 3 4 5", await RestAsync());
        content.Position = 5;
        Assert.Equal("", await RestAsync());

        async Task<string> RestAsync()
        {
            using var rest = new MemoryStream();
            await content.CopyToAsync(rest, Cancel);
            return string.Join(' ', rest.ToArray());
        }
    }

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        await Store.SaveAsync(File() with { ExternalUrl = "https://example.com/k.png" }, Stream.Null, Cancel);
        await using var content = await Store.OpenAsync("demo", Id, Cancel);

        var found = await Store.FindAsync("demo", Id, Cancel);
        Assert.Equal((0L, "https://example.com/k.png"), (found!.Length, found.ExternalUrl));
        Assert.Equal(0, await content!.ReadAsync(new byte[1], Cancel));
    }

    [Fact]
    public async Task A_scan_gives_what_is_known_of_the_files_of_one_application_by_id()
    {
        string[] ids = ["01ffffffffffffffffffffff", "0200000000000000000000aa", "0200000000000000000000bb", "ff0000000000000000000000"];
        foreach (var id in ids.Reverse())
            await Store.SaveAsync(File(objectId: id), new MemoryStream([1]), Cancel);
        await Store.SaveAsync(File("other"), new MemoryStream([1]), Cancel);
        await Store.DeleteAsync("demo", ids[1], Cancel);

        Assert.Equal([ids[0], ids[2]], (await Store.ScanAsync("demo", null, 2, Cancel)).Select(file => file.ObjectId));
        Assert.Equal([ids[3]], (await Store.ScanAsync("demo", ids[2], 2, Cancel)).Select(file => file.ObjectId));
        Assert.Equal([ids[2], ids[3]], (await Store.ScanAsync("demo", "02", 9, Cancel)).Select(file => file.ObjectId));
        Assert.Empty(await Store.ScanAsync("nobody", null, 9, Cancel));
        Assert.Empty(await Store.ScanAsync("demo", null, 0, Cancel));
    }

    [Theory]
    [InlineData("other", Id)]
    [InlineData("Demo", Id)]
    [InlineData("demo/", Id)]
    [InlineData("demo", "ffffffffffffffffffffffff")]
    [InlineData("demo", "../../lock")]
    [InlineData("demo", "")]
    [InlineData("demo", "0123456789ABCDEF01234567")]
    public async Task Nothing_is_found_elsewhere(string applicationId, string objectId)
    {
        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);

        Assert.Null(await Store.FindAsync(applicationId, objectId, Cancel));
        Assert.Null(await Store.OpenAsync(applicationId, objectId, Cancel));
        Assert.False(await Store.DeleteAsync(applicationId, objectId, Cancel));
    }

    [Theory]
    [InlineData("../0123456789abcdef01234")]
    [InlineData("0123456789abcdef0123456/")]
    [InlineData("short")]
    public async Task An_id_that_could_lead_elsewhere_is_refused(string objectId)
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(() => Store.SaveAsync(File(objectId: objectId), Stream.Null, Cancel).AsTask());
        Assert.Contains("24 hexadecimal digits", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("a/b")]
    [InlineData("../up")]
    [InlineData("..")]
    [InlineData("小 明?#%")]
    public async Task Applications_may_be_named_as_they_like(string applicationId)
    {
        await Store.SaveAsync(File(applicationId), new MemoryStream([1]), Cancel);

        Assert.Equal(applicationId, (await Store.FindAsync(applicationId, Id, Cancel))!.ApplicationId);
        Assert.Equal([Id], (await Store.ScanAsync(applicationId, null, 9, Cancel)).Select(file => file.ObjectId));
        Assert.True(await Store.DeleteAsync(applicationId, Id, Cancel));
    }

    [Fact]
    public async Task A_save_that_fails_leaves_nothing()
    {
        var broken = new MemoryStream([1]);
        await broken.DisposeAsync();

        await Assert.ThrowsAsync<ObjectDisposedException>(() => Store.SaveAsync(File(), broken, Cancel).AsTask());

        Assert.Null(await Store.FindAsync("demo", Id, Cancel));
        Assert.Equal(1, (await Store.SaveAsync(File(), new MemoryStream([1]), Cancel))!.Length);
    }

    [Fact]
    public async Task The_first_save_of_a_file_counts()
    {
        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        Assert.Equal(1, (await Store.SaveAsync(File(), new MemoryStream([1, 2]), Cancel))!.Length);
        await using var content = await Store.OpenAsync("demo", Id, Cancel);
        Assert.Equal(1, content!.Length);
    }

    [Fact]
    public async Task Of_many_that_save_one_id_at_once_one_counts_for_all()
    {
        var saved = await Task.WhenAll(Enumerable.Range(1, 8).Select(length => Store.SaveAsync(File(), new MemoryStream(new byte[length]), Cancel).AsTask()));
        await using var content = await Store.OpenAsync("demo", Id, Cancel);

        Assert.Equal([content!.Length], saved.Select(file => file!.Length).Distinct());
    }

    [Fact]
    public async Task A_deleted_file_is_gone_and_its_id_is_not_used_again()
    {
        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        var deleted = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Store.DeleteAsync("demo", Id, Cancel).AsTask()));

        Assert.Single(deleted, isDeleted => isDeleted);
        Assert.Null(await Store.FindAsync("demo", Id, Cancel));
        Assert.Null(await Store.OpenAsync("demo", Id, Cancel));
        Assert.Null(await Store.SaveAsync(File(), new MemoryStream([2]), Cancel));
        Assert.Null(await Store.FindAsync("demo", Id, Cancel));
        Assert.Empty(await Store.ScanAsync("demo", null, 9, Cancel));
    }

    [Fact]
    public async Task A_check_leaves_nothing_that_is_found()
    {
        await Store.CheckAsync(Cancel);
        await Store.CheckAsync(Cancel);
        Assert.Empty(await Store.ScanAsync("", null, 9, Cancel));
    }
}
