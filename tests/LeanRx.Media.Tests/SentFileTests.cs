using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Server;

namespace LeanRx.Media.Tests;

/// <summary>The whole way: a file from Tom's disk to Jerry's screen, through a real server.</summary>
[Trait("Speed", "slow")]
public sealed class SentFileTests : IAsyncLifetime
{
    readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));
    readonly string _directory = Directory.CreateTempSubdirectory("leanrx-media-").FullName;
    readonly HttpClient _http = new();
    LeanServer _server = null!;

    public async ValueTask InitializeAsync() => _server = await LeanServer.StartAsync(new LeanServerOptions { MaxFileBytes = 100_000 }, _patience.Token);

    public async ValueTask DisposeAsync()
    {
        await _server.DisposeAsync();
        _http.Dispose();
        _patience.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    async Task<LeanClient> LoginAsync(string clientId)
    {
        var client = new LeanClient(new LeanClientOptions { Server = _server.Url, ClientId = clientId, MetadataReader = new MediaMetadataReader() });
        await client.OpenAsync(_patience.Token);
        return client;
    }

    async Task<(UploadedFile File, T Received)> SendAsync<T>(string name, byte[] bytes, Func<UploadedFile, T> message) where T : MediaMessage
    {
        var path = Path.Combine(_directory, name);
        await File.WriteAllBytesAsync(path, bytes, _patience.Token);
        await using var tom = await LoginAsync("Tom");
        await using var jerry = await LoginAsync("Jerry");
        var received = jerry.Messages.OfType<T>().FirstAsync().ToTask(_patience.Token);
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: _patience.Token);

        var file = await tom.UploadFileAsync(path, cancellationToken: _patience.Token);
        await chat.SendAsync(message(file), cancellationToken: _patience.Token);
        var got = await received;
        Assert.Equal(bytes, await _http.GetByteArrayAsync(got.Url, _patience.Token));
        return (file, got);
    }

    [Fact]
    public async Task An_image_from_disk_arrives_with_its_size_and_can_be_fetched() // S21, S23
    {
        var bytes = SampleFiles.Png(1024, 768);
        var (file, image) = await SendAsync("xiaomi.png", bytes, file => new ImageMessage(file) { Text = "发自我的小米" });
        Assert.Equal(new FileMetadata { Name = "xiaomi.png", Format = "png", Size = bytes.Length, Width = 1024, Height = 768 }, image.Metadata);
        Assert.Equal((file.Url, file.ObjectId, "发自我的小米"), (image.Url, image.ObjectId, image.Text));
    }

    [Fact]
    public async Task A_sound_from_disk_arrives_with_its_duration() // S25, S27
    {
        var (_, audio) = await SendAsync("忐忑.mp3", SampleFiles.Mp3(100), file => new AudioMessage(file) { Text = "听听人类的神曲~" });
        Assert.Equal(("忐忑.mp3", "mp3", TimeSpan.FromSeconds(2.60625)), (audio.Metadata!.Name, audio.Metadata.Format, audio.Metadata.Duration));
    }

    [Fact]
    public async Task A_film_from_disk_arrives_with_its_duration() // S28
    {
        var (_, video) = await SendAsync("BBC_奶酪.mp4", SampleFiles.Mp4(640, 360, 168), file => new VideoMessage(file));
        Assert.Equal((TimeSpan.FromSeconds(168), 640, 360), (video.Metadata!.Duration, video.Metadata.Width, video.Metadata.Height));
    }

    [Fact]
    public async Task Any_other_file_arrives_with_its_name_and_size() // S30
    {
        var (_, file) = await SendAsync("leancloud.doc", [1, 2, 3], file => new FileMessage(file));
        Assert.Equal(new FileMetadata { Name = "leancloud.doc", Format = "doc", Size = 3 }, file.Metadata);
    }

    [Fact]
    public async Task A_file_above_the_servers_limit_is_refused_with_the_limit()
    {
        await using var tom = await LoginAsync("Tom");
        var error = await Assert.ThrowsAsync<ServerRejectedException>(() =>
            tom.UploadAsync(new MemoryStream(new byte[100_001]), "large.bin", cancellationToken: _patience.Token));
        Assert.Equal(413, error.Code);
        Assert.Equal("large.bin has 100,001 bytes; this server takes files of at most 100,000 bytes.", error.Detail);
    }

    [Fact]
    public async Task A_wrong_key_is_refused()
    {
        await using var tom = new LeanClient(new LeanClientOptions { Server = _server.WebSocketUrl, ClientId = "Tom", ApplicationKey = "wrong" });
        var error = await Assert.ThrowsAsync<ServerRejectedException>(() =>
            tom.UploadAsync(new MemoryStream([1]), "k.png", cancellationToken: _patience.Token));
        Assert.Equal(401, error.Code);
    }
}
