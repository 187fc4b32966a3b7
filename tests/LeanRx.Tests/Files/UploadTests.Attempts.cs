using System.Net;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using System.Text;

namespace LeanRx.Tests.Files;

public sealed partial class UploadTests
{
    [Fact]
    public async Task What_a_lost_connection_broke_off_begins_again_with_the_same_permission()
    {
        var failures = 2;
        _host.Instead = asked => asked.Address.Host == "up.example" && failures-- > 0 ? throw new HttpRequestException("The connection was reset.") : null;
        await using var client = Client();
        var heard = new List<UploadProgress>();
        await client.UploadAsync(new MemoryStream(Bytes), "k.png", new UploadOptions { Progress = new Hearing(heard) }, _patience.Token);

        Assert.Equal(3, _host.Uploads.Count);
        Assert.Equal(1, _host.Tokens);
        Assert.Equal([true], _host.Callbacks);
        Assert.Equal([1, 1, 2, 2, 3, 3], heard.Select(progress => progress.Attempt));
    }

    [Fact]
    public async Task After_the_last_attempt_the_upload_fails_with_the_address_and_is_given_up()
    {
        _host.Instead = asked => asked.Address.Host == "up.example" ? throw new HttpRequestException("The connection was reset.") : null;
        await using var client = Client();
        var error = await Assert.ThrowsAsync<ConnectionLostException>(() =>
            client.UploadAsync(new MemoryStream(Bytes), "k.png", new UploadOptions { MaxAttempts = 2 }, _patience.Token));
        Assert.Equal("https://up.example/Ab12.png was not reached: The connection was reset.", error.Message);
        Assert.Equal(2, _host.Uploads.Count);
        Assert.Equal([false], _host.Callbacks);
    }

    [Fact]
    public async Task A_policy_that_gives_up_ends_the_attempts()
    {
        _host.Instead = static _ => FakeFileHost.Answer(HttpStatusCode.BadGateway);
        await using var client = Client(options => options with { ReconnectPolicy = ReconnectPolicies.None });
        var error = await Assert.ThrowsAsync<ConnectionLostException>(() =>
            client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token));
        Assert.Equal("http://chat.example/im/1.1/fileTokens answered 502 BadGateway.", error.Message);
        Assert.Single(_host.Requests);
    }

    [Fact]
    public async Task A_policy_that_throws_is_a_fault_and_the_default_decides()
    {
        var failures = 1;
        _host.Instead = asked => failures-- > 0 ? FakeFileHost.Answer(HttpStatusCode.BadGateway) : null;
        await using var client = Client(options => options with { ReconnectPolicy = new ThrowingPolicy() });
        var fault = client.Faults.FirstAsync().ToTask(_patience.Token);
        await client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token);
        Assert.Equal((FaultKind.Callback, "The reconnect policy threw; the default one decides this time. no idea"),
            ((await fault).Kind, (await fault).Message));
    }

    [Fact]
    public async Task A_permission_that_has_expired_is_asked_for_anew()
    {
        _host.Instead = asked => asked.Address.Host == "up.example" && _host.Tokens == 1 ? FakeFileHost.Answer(HttpStatusCode.Forbidden) : null;
        await using var client = Client();
        var file = await client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token);
        Assert.Equal("o2", file.ObjectId);
    }

    [Fact]
    public async Task A_refusal_is_not_repeated_and_tells_the_servers_reason()
    {
        _host.Instead = static _ =>
            FakeFileHost.Answer(HttpStatusCode.RequestEntityTooLarge,
            """{"code":413,"error":"k.png has 4 bytes; this server takes files of at most 3 bytes."}""");
        await using var client = Client();
        var error = await Assert.ThrowsAsync<ServerRejectedException>(() =>
            client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token));
        Assert.Equal(413, error.Code);
        Assert.Equal("The server refused: 413 RequestEntityTooLarge (k.png has 4 bytes; this server takes files of at most 3 bytes.).", error.Message);
        Assert.Single(_host.Requests);
    }

    [Fact]
    public async Task A_host_that_says_nothing_is_given_up_after_the_command_timeout()
    {
        using var silent = new SilentHost();
        await using var client =
            Client(options => options with { Network = new() { HttpMessageHandlerFactory = _ => silent }, CommandTimeout = TimeSpan.FromMilliseconds(1) });
        var error = await Assert.ThrowsAsync<ConnectionLostException>(() =>
            client.UploadAsync(new MemoryStream(Bytes), "k.png", new UploadOptions { MaxAttempts = 1 }, _patience.Token));
        Assert.Equal("http://chat.example/im/1.1/fileTokens was silent for 0.001 seconds (CommandTimeout).", error.Message);
    }

    [Fact]
    public async Task A_cancelled_upload_ends_at_once()
    {
        using var silent = new SilentHost();
        using var cancel = new CancellationTokenSource();
        await using var client = Client(options => options with { Network = new() { HttpMessageHandlerFactory = _ => silent } });
        var upload = client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: cancel.Token);
        await silent.Asked.WaitAsync(_patience.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => upload);
    }

    [Fact]
    public async Task A_client_that_is_disposed_of_ends_its_uploads()
    {
        using var silent = new SilentHost();
        var client = Client(options => options with { Network = new() { HttpMessageHandlerFactory = _ => silent } });
        var upload = client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token);
        await silent.Asked.WaitAsync(_patience.Token);
        await client.DisposeAsync();
        await Assert.ThrowsAsync<ClientClosedException>(() => upload);
        await Assert.ThrowsAsync<ClientClosedException>(() => client.UploadAsync(new MemoryStream(Bytes), "k.png", cancellationToken: _patience.Token));
    }
}
