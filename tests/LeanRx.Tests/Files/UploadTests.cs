using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text;

namespace LeanRx.Tests.Files;

/// <summary>Uploads (S21, S25, S28, S30): the three steps, progress, attempts, cancellation, and what cannot be uploaded.</summary>
public sealed partial class UploadTests : IAsyncLifetime
{
    readonly FakeFileHost _host = new();
    readonly string _directory = Directory.CreateTempSubdirectory("leanrx-uploads-").FullName;
    readonly CancellationTokenSource _patience = new(TimeSpan.FromMinutes(1));

    public ValueTask InitializeAsync() => default;

    public ValueTask DisposeAsync()
    {
        _host.Dispose();
        _patience.Dispose();
        Directory.Delete(_directory, recursive: true);
        return default;
    }

    LeanClient Client(Func<LeanClientOptions, LeanClientOptions>? change = null)
    {
        var options = new LeanClientOptions
        {
            Server = new Uri("http://chat.example/im"),
            ClientId = "Tom",
            ApplicationId = "chat",
            ApplicationKey = "chat-key",
            Network = new() { HttpMessageHandlerFactory = _ => _host },
            ReconnectPolicy = ReconnectPolicies.ExponentialBackoff(TimeSpan.FromTicks(1), TimeSpan.FromTicks(1)),
        };
        return new LeanClient(change?.Invoke(options) ?? options);
    }

    string FileOf(string name, byte[] bytes)
    {
        var path = Path.Combine(_directory, name);
        File.WriteAllBytes(path, bytes);
        return path;
    }

    static readonly byte[] Bytes = [1, 2, 3, 4];

    [Fact]
    public async Task An_upload_asks_sends_and_confirms()
    {
        await using var client = Client();
        var file = await client.UploadFileAsync(FileOf("k.PNG", Bytes), cancellationToken: _patience.Token);

        Assert.Equal(new UploadedFile(new Uri("http://files.example/Ab12.png"), "o1", new FileMetadata { Name = "k.PNG", Format = "png", Size = 4 }), file);
        var (asked, sent, confirmed) = (_host.Requests[0], _host.Requests[1], _host.Requests[2]);
        Assert.Equal("http://chat.example/im/1.1/fileTokens", asked.Address.AbsoluteUri);
        Assert.Equal("""{"__type":"File","name":"k.PNG","mime_type":"image/png","metaData":{"size":4}}""", asked.Text);
        Assert.Contains("X-LC-Id: chat", asked.Head, StringComparison.Ordinal);
        Assert.Contains("X-LC-Key: chat-key", asked.Head, StringComparison.Ordinal);
        Assert.Equal((HttpMethod.Put, "https://up.example/Ab12.png?sig=secret"), (sent.Method, sent.Address.AbsoluteUri));
        Assert.Equal(Bytes, sent.Body);
        Assert.Contains("Content-Type: image/png", sent.Head, StringComparison.Ordinal);
        Assert.Contains("Content-Length: 4", sent.Head, StringComparison.Ordinal);
        Assert.DoesNotContain("X-LC-Key", sent.Head, StringComparison.Ordinal);
        Assert.Equal(new Uri("http://chat.example/im/1.1/fileCallback"), confirmed.Address);
        Assert.Equal("""{"token":"tk1","result":true}""", confirmed.Text);
    }

    [Theory]
    [InlineData("ws://chat.example/", null, "http://chat.example/1.1/fileTokens")]
    [InlineData("wss://chat.example:8443/im", null, "https://chat.example:8443/im/1.1/fileTokens")]
    [InlineData("http://chat.example", "https://api.example/", "https://api.example/1.1/fileTokens")]
    public async Task Files_go_to_the_server_itself_or_where_the_options_say(string server, string? apiServer, string asked)
    {
        await using var client = Client(options => options with { Server = new Uri(server), ApiServer = apiServer is null ? null : new Uri(apiServer) });
        await client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token);
        Assert.Equal(asked, _host.Requests[0].Address.AbsoluteUri);
    }

    [Fact]
    public async Task A_stream_is_uploaded_from_where_it_stands_and_stays_open()
    {
        await using var client = Client();
        var stream = new MemoryStream(Bytes) { Position = 1 };
        var file = await client.UploadAsync(stream, "k.png", cancellationToken: _patience.Token);
        Assert.Equal(3, file.Metadata.Size);
        Assert.Equal(Bytes[1..], _host.Uploads[0].Body);
        Assert.True(stream.CanRead);
    }

    [Fact]
    public async Task A_stream_that_cannot_seek_is_uploaded_and_repeated_all_the_same()
    {
        var failures = 1;
        _host.Instead = asked => asked.Address.Host == "up.example" && failures-- > 0 ? FakeFileHost.Answer(HttpStatusCode.ServiceUnavailable) : null;
        await using var client = Client();
        var file = await client.UploadAsync(new OneWayStream(Bytes), "k.png", cancellationToken: _patience.Token);
        Assert.Equal(4, file.Metadata.Size);
        Assert.All(_host.Uploads, sent => Assert.Equal(Bytes, sent.Body));
        Assert.Equal(2, _host.Uploads.Count);
    }

    [Fact]
    public async Task Progress_goes_from_nothing_to_everything()
    {
        await using var client = Client();
        var heard = new List<UploadProgress>();
        await client.UploadAsync(new MemoryStream(new byte[150_000]), "k.png", new UploadOptions { Progress = new Hearing(heard) }, _patience.Token);
        Assert.Equal([0, 65_536, 131_072, 150_000], heard.Select(progress => progress.SentBytes));
        Assert.All(heard, progress => Assert.Equal((150_000, 1), (progress.TotalBytes, progress.Attempt)));
        Assert.Equal(1, heard[^1].Fraction);
    }

    [Fact]
    public async Task Whoever_throws_at_progress_hurts_nobody_and_is_reported_once()
    {
        await using var client = Client();
        var faults = new List<Fault>();
        var reported = new TaskCompletionSource();
        client.Faults.Subscribe(fault => { faults.Add(fault); reported.SetResult(); });
        await client.UploadAsync(new MemoryStream(Bytes), "k.png", new UploadOptions { Progress = new Throwing() }, _patience.Token);
        await reported.Task.WaitAsync(_patience.Token);
        Assert.Equal(FaultKind.Callback, Assert.Single(faults).Kind);
    }

    [Fact]
    public async Task Options_are_checked_before_the_file_is_opened()
    {
        await using var client = Client();
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            client.UploadFileAsync(Path.Combine(_directory, "nowhere.png"), new UploadOptions { MaxAttempts = 0 }));
    }

    [Theory]
    [InlineData("qiniu", "Content-Type: multipart/form-data")]
    [InlineData("something-new", "Content-Type: multipart/form-data")]
    [InlineData("qcloud", "Authorization: tk1")]
    public async Task The_other_kinds_of_file_hosts_get_a_form(string provider, string head)
    {
        _host.Provider = provider;
        await using var client = Client();
        await client.UploadAsync(new MemoryStream(Encoding.ASCII.GetBytes("the bytes")), "耗子.png", cancellationToken: _patience.Token);

        var sent = Assert.Single(_host.Uploads);
        Assert.Equal(HttpMethod.Post, sent.Method);
        Assert.Contains(head, sent.Head, StringComparison.Ordinal);
        Assert.Contains("the bytes", sent.Text, StringComparison.Ordinal);
        Assert.Contains(provider == "qcloud" ? "name=\"op\"" : "name=\"token\"", sent.Text, StringComparison.Ordinal);
        Assert.Contains(provider == "qcloud" ? "name=\"filecontent\"" : "name=\"file\"; filename=\"upload.png\"", sent.Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[]", "it is not a JSON object")]
    [InlineData("no", "it is not JSON")]
    [InlineData("{}", "objectId is missing")]
    [InlineData("""{"objectId":"o","url":"ftp://a/b"}""", "url is no http or https URL")]
    [InlineData("""{"objectId":"o","url":"http://a/b","upload_url":"http://a/b"}""", "token is missing")]
    public async Task An_answer_that_is_none_is_said_to_be_none(string answer, string why)
    {
        _host.Instead = _ => FakeFileHost.Answer(HttpStatusCode.OK, answer);
        await using var client = Client();
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() =>
            client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token));
        Assert.Equal($"The answer of http://chat.example/im/1.1/fileTokens is no permission to upload: {why}.", error.Message);
    }

    [Fact]
    public async Task A_file_is_not_uploaded_in_the_clear_where_the_service_is_asked_encrypted()
    {
        _host.UploadScheme = "http";
        await using var client = Client(options => options with { ApiServer = new Uri("https://api.example/") });
        var error = await Assert.ThrowsAsync<InvalidResponseException>(() =>
            client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token));
        Assert.Equal("https://api.example/1.1/fileTokens named http://up.example/Ab12.png to upload to, which is not encrypted, and the option RequireTls " +
            "asks for encryption.", error.Message);
        Assert.Empty(_host.Uploads);

        await using var careless = Client(options => options with { ApiServer = new Uri("https://api.example/"), RequireTls = false });
        await careless.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token);
        Assert.Single(_host.Uploads);
    }

    [Fact]
    public async Task What_cannot_be_a_file_is_refused_by_the_argument_that_names_it()
    {
        await using var client = Client();
        var missing = Path.Combine(_directory, "nowhere.png");
        var empty = FileOf("empty.png", []);

        Assert.Equal($"path must be a file; '{_directory}' is a directory. (Parameter 'path')",
            (await Assert.ThrowsAsync<ArgumentException>("path", () => client.UploadFileAsync(_directory))).Message);
        Assert.Equal($"path must be a file; '{missing}' does not exist.",
            (await Assert.ThrowsAsync<FileNotFoundException>(() => client.UploadFileAsync(missing))).Message);
        Assert.Equal($"path must be a file of 1 byte at least; '{empty}' is empty. (Parameter 'path')",
            (await Assert.ThrowsAsync<ArgumentException>("path", () => client.UploadFileAsync(empty))).Message);
        await Assert.ThrowsAsync<ArgumentException>("path", () => client.UploadFileAsync(""));
        await Assert.ThrowsAsync<ArgumentException>("content", () => client.UploadAsync(Stream.Null, "k.png"));
        await Assert.ThrowsAsync<ArgumentException>("content", () => client.UploadAsync(new OneWayStream([]), "k.png", cancellationToken: _patience.Token));
        Assert.Contains("1 to 255",
            (await Assert.ThrowsAsync<ArgumentException>("name", () => client.UploadAsync(new MemoryStream(Bytes), new string('k', 256)))).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentException>("name", () => client.UploadAsync(new MemoryStream(Bytes), ""));
        Assert.Contains("MaxAttempts",
            (await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            client.UploadAsync(new MemoryStream(Bytes), "k.png", new UploadOptions { MaxAttempts = 0 }))).Message, StringComparison.Ordinal);
        Assert.Contains("ContentType",
            (await Assert.ThrowsAsync<ArgumentException>(() =>
            client.UploadAsync(new MemoryStream(Bytes), "k.png", new UploadOptions { ContentType = "no type" }))).Message, StringComparison.Ordinal);
        Assert.Empty(_host.Requests);
    }

    [Fact]
    public async Task A_stream_that_throws_fails_the_upload_with_its_own_error()
    {
        await using var client = Client();
        await Assert.ThrowsAsync<InvalidDataException>(() => client.UploadAsync(new BrokenStream(), "k.png", cancellationToken: _patience.Token));
        Assert.Equal([false], _host.Callbacks);
    }

    [Fact]
    public async Task What_the_reader_finds_and_what_the_caller_knows_go_into_the_message()
    {
        await using var client =
            Client(options => options with
            {
                MetadataReader = new FakeReader(new FileMetadata
                {
                    Width = 10,
                    Height = 20,
                    Duration = TimeSpan.FromSeconds(1.5)
                })
            });
        var file = await client.UploadAsync(new MemoryStream(Bytes), "k.png", new UploadOptions { Metadata = new FileMetadata { Name = "猫", Width = 11 } },
            _patience.Token);
        var image = new ImageMessage(file) { Text = "发自我的小米" };

        Assert.Equal(new FileMetadata { Name = "猫", Format = "png", Size = 4, Width = 11, Height = 20, Duration = TimeSpan.FromSeconds(1.5) }, image.Metadata);
        Assert.Equal(("o1", new Uri("http://files.example/Ab12.png")), (image.ObjectId, image.Url));
        Assert.Equal("""{"size":4,"width":11,"height":20,"duration":1.5}""", _host.Requests[0].Json.GetProperty("metaData").GetRawText());
    }

    [Fact]
    public async Task A_file_that_the_reader_chokes_on_is_uploaded_without_what_it_would_have_found()
    {
        await using var client = Client(options => options with { MetadataReader = new FakeReader(null) });
        var file = await client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token);
        Assert.Equal(new FileMetadata { Name = "k.png", Format = "png", Size = 4 }, file.Metadata);
    }

    [Fact]
    public void A_message_about_an_address_fetches_nothing_and_demands_no_metadata() // S22, S26, S29
    {
        var url = new Uri("http://pic.example/猫.gif");
        foreach (var media in new MediaMessage[] { new ImageMessage(url), new AudioMessage(url), new VideoMessage(url), new FileMessage(url) })
            Assert.Equal((url, null, null), (media.Url, media.ObjectId, media.Metadata));
        Assert.Empty(_host.Requests);
    }
}
