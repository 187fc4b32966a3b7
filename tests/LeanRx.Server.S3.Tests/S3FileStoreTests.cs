using LeanRx.Server.Storage;
using LeanRx.Server.StoreSuite;

namespace LeanRx.Server.S3.Tests;

/// <summary>Files in a bucket: what every store of files does, and what comes of a service that fails.</summary>
public sealed class S3FileStoreTests : FileStoreTests
{
    StrictS3 _service = null!;

    static CancellationToken Cancel => TestContext.Current.CancellationToken;

    protected override async Task<IFileStore> OpenAsync()
    {
        _service = await StrictS3.StartAsync();
        return S3FileStore.Open(_service.Options);
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _service.DisposeAsync();
    }

    IEnumerable<string> Contents => _service.Objects.Keys.Where(key => key.StartsWith("chat/content/", StringComparison.Ordinal));

    [Fact]
    public async Task A_file_is_its_bytes_and_its_description_below_the_prefix()
    {
        await Store.SaveAsync(File(), new MemoryStream([1, 2]), Cancel);
        await Store.SaveAsync(File(), new MemoryStream([3]), Cancel);
        await Store.CheckAsync(Cancel);

        Assert.Equal([1, 2], _service.Objects[Assert.Single(Contents)].Content);
        Assert.Equal([Assert.Single(Contents), $"chat/files/demo/{Id}"], _service.Objects.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Two_servers_share_a_bucket()
    {
        await using var other = S3FileStore.Open(_service.Options);
        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);

        Assert.Equal(1, (await other.SaveAsync(File(), new MemoryStream([1, 2]), Cancel))!.Length);
        Assert.True(await other.DeleteAsync("demo", Id, Cancel));
        Assert.Null(await Store.FindAsync("demo", Id, Cancel));
        Assert.Empty(Contents);
    }

    [Fact]
    public async Task An_answer_that_is_lost_is_no_defeat()
    {
        var lost = new HashSet<string>();
        _service.Lose = (method, key) => method is "PUT" && lost.Add(key);

        Assert.Equal(2, (await Store.SaveAsync(File(), new MemoryStream([1, 2]), Cancel))!.Length);
        lost.Clear();
        Assert.True(await Store.DeleteAsync("demo", Id, Cancel));

        Assert.Empty(Contents);
        Assert.Empty(_service.Objects[$"chat/files/demo/{Id}"].Content);
    }

    [Fact]
    public async Task Writes_that_meet_are_done_again()
    {
        var meetings = 0;
        _service.Refuse = (method, key) => method == "PUT" && key.Contains("/files/", StringComparison.Ordinal) && meetings++ < 2
            ? (409, "ConditionalRequestConflict") : null;

        Assert.Equal(1, (await Store.SaveAsync(File(), new MemoryStream([1]), Cancel))!.Length);
    }

    [Fact]
    public async Task A_description_that_cannot_be_written_leaves_no_bytes()
    {
        _service.Refuse = (method, key) => method == "PUT" && key.Contains("/files/", StringComparison.Ordinal) ? (507, "XMinioStorageFull") : null;

        var error = await Assert.ThrowsAsync<IOException>(() => Store.SaveAsync(File(), new MemoryStream([1]), Cancel).AsTask());

        Assert.Equal("The files cannot be written: the object store failed (507 XMinioStorageFull).", error.Message);
        Assert.Empty(_service.Objects);
    }

    [Fact]
    public async Task A_deletion_that_broke_off_can_be_done_again_and_nothing_is_served_meanwhile()
    {
        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        _service.Refuse = (method, key) => method == "PUT" ? (507, "XMinioStorageFull") : null;
        await Assert.ThrowsAsync<IOException>(() => Store.DeleteAsync("demo", Id, Cancel).AsTask());

        Assert.Null(await Store.OpenAsync("demo", Id, Cancel));
        _service.Refuse = (_, _) => null;
        Assert.True(await Store.DeleteAsync("demo", Id, Cancel));
    }

    [Theory]
    [InlineData(403, "InvalidAccessKeyId", "the object store refuses the access key (InvalidAccessKeyId).")]
    [InlineData(404, "NoSuchBucket", "the object store has no bucket of this name.")]
    [InlineData(507, "XMinioStorageFull", "the object store failed (507 XMinioStorageFull).")]
    public async Task A_check_says_what_to_look_at(int status, string code, string reason)
    {
        _service.Refuse = (_, _) => (status, code);

        Assert.Equal($"The files cannot be written: {reason}", (await Assert.ThrowsAsync<IOException>(() => Store.CheckAsync(Cancel).AsTask())).Message);
    }

    [Fact]
    public async Task A_check_finds_a_service_that_knows_no_conditions()
    {
        _service.HonoursConditions = false;

        Assert.Equal("The files cannot be kept: the object store does not honour If-None-Match, without which files would overwrite each other.",
            (await Assert.ThrowsAsync<IOException>(() => Store.CheckAsync(Cancel).AsTask())).Message);
        Assert.Empty(_service.Objects);
    }

    [Fact]
    public async Task A_service_that_is_gone_is_told_and_no_address()
    {
        await Store.SaveAsync(File(), new MemoryStream([1]), Cancel);
        await _service.DisposeAsync();

        Assert.Equal("The files cannot be read: the object store cannot be reached.",
            (await Assert.ThrowsAsync<IOException>(() => Store.FindAsync("demo", Id, Cancel).AsTask())).Message);
    }

    [Fact]
    public async Task Whoever_gives_up_gets_their_own_cancellation()
    {
        var cancelled = new CancellationToken(canceled: true);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.FindAsync("demo", Id, cancelled).AsTask());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Store.SaveAsync(File(), new MemoryStream([1]), cancelled).AsTask());
        Assert.Empty(_service.Objects);
    }

    [Fact]
    public async Task Bytes_are_asked_for_once_and_from_where_they_are_read()
    {
        await Store.SaveAsync(File(), new MemoryStream([1, 2, 3]), Cancel);
        _service.Asked.Clear();

        await using var content = await Store.OpenAsync("demo", Id, Cancel);
        content!.Seek(1, SeekOrigin.Begin);
        var read = new byte[2];
        await content.ReadExactlyAsync(read, Cancel);

        Assert.Equal([2, 3], read);
        Assert.Equal(["GET chat/files", "HEAD chat/content", "GET chat/content"], _service.Asked);
    }
}
