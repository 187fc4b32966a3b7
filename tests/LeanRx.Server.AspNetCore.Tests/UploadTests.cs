using System.Net;
using System.Net.Sockets;
using System.Reactive.Concurrency;
using System.Security.Cryptography;
using System.Text;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Uploads: the three steps of protocol.md §9.2, and what stands in the way of the wrong ones.</summary>
[Trait("Speed", "slow")]
public partial class UploadTests : FileTest
{
    static readonly byte[] Bytes = [1, 2, 3, 4];

    [Fact]
    public async Task An_upload_in_three_steps_is_found_at_its_address()
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server);
        using var put = await PutAsync(token, Bytes);
        using var confirmed = await ConfirmAsync(server, token);

        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Equal(Bytes, await Http.GetByteArrayAsync(token.GetProperty("url").GetString(), Patience));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Too_many_bytes_a_minute_are_refused_whether_or_not_their_size_is_told(bool isTold)
    {
        var server = await StartWithFilesAsync(it => it with { Engine = it.Engine with { Limits = ServerLimits.Default with { UploadBytesPerMinute = 6 } } });
        async Task<HttpStatusCode> UploadAsync()
        {
            using var content = isTold ? new ByteArrayContent(Bytes) : (HttpContent)new StreamContent(new UntoldStream(Bytes));
            using var answer = await SendAsync(HttpMethod.Put, new Uri((await TokenAsync(server)).GetProperty("upload_url").GetString()!), content);
            return answer.StatusCode;
        }

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.TooManyRequests), (await UploadAsync(), await UploadAsync()));
    }

    /// <summary>A stream that does not know how long it is.</summary>
    sealed class UntoldStream(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }

    [Fact]
    public async Task The_answer_to_a_token_request_has_all_that_the_original_clients_require()
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server,
            """{"name":"k.png","__type":"File","ACL":{"*":{"read":true}},"mime_type":"image/png","key":"mine.png","prefix":"p","metaData":{"size":4,"owner":"unknown","_checksum":"9e10"}}""");

        Assert.Equal(
            ["objectId", "provider", "bucket", "key", "token", "upload_url", "url", "name", "mime_type", "createdAt"],
            token.EnumerateObject().Select(member => member.Name));
        Assert.Equal("s3", token.GetProperty("provider").GetString());
        Assert.Equal("image/png", token.GetProperty("mime_type").GetString());
        Assert.Equal($"{server.Url}files/demo/{token.GetProperty("objectId").GetString()}.png", token.GetProperty("url").GetString());
        Assert.StartsWith(server.Url.AbsoluteUri, token.GetProperty("upload_url").GetString());
    }

    [Theory]
    [InlineData("[]", "The body must be a JSON object.")]
    [InlineData("{", "The body must be a JSON object.")]
    [InlineData("", "The body must be a JSON object.")]
    [InlineData("{}", "name is missing: it must be a string.")]
    [InlineData("""{"name":7}""", "name is missing: it must be a string.")]
    [InlineData("""{"name":""}""", "name has 0 characters; it must have 1 to 255, none of them a control character.")]
    [InlineData("""{"name":"a\u0000b"}""", "name has 3 characters; it must have 1 to 255, none of them a control character.")]
    public async Task A_request_that_names_no_file_is_refused_with_the_reason(string body, string reason)
    {
        var server = await StartWithFilesAsync();
        using var answer = await AskAsync(server, body);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(reason, (await JsonOfAsync(answer)).GetProperty("error").GetString());
    }

    [Fact]
    public async Task Metadata_above_its_limit_is_refused_with_the_limit()
    {
        var server = await StartWithFilesAsync();
        using var answer = await AskAsync(server, $$$"""{"name":"k","metaData":{"a":"{{{new string('x', 2048)}}}"}}""");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("metaData has 2056 bytes; it must have at most 2048.", (await JsonOfAsync(answer)).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData("../../etc/passwd")]
    [InlineData("..")]
    [InlineData("/etc/passwd")]
    [InlineData("C:\\\\Windows\\\\win.ini")]
    [InlineData("a/../../b.png")]
    [InlineData("耗子，起床！.png")]
    public async Task A_name_whatever_it_is_stays_a_name_and_never_leads_out_of_the_data_directory(string name)
    {
        var server = await StartWithFilesAsync();
        var address = await UploadAsync(server, Bytes, $$"""{"name":"{{name}}"}""");

        using var answer = await SendAsync(HttpMethod.Get, address);
        Assert.Equal(Bytes, await answer.Content.ReadAsByteArrayAsync(Patience));
        Assert.Equal(name.Replace("\\\\", "\\", StringComparison.Ordinal), answer.Content.Headers.ContentDisposition?.FileNameStar);
        Assert.All(Kept(), file => Assert.Matches("^app-[0-9a-f]{16}/[0-9a-f]{2}/[0-9a-f]{24}/(content|file.json)$", file));
    }

    [Fact]
    public async Task A_file_said_to_be_above_the_limit_is_refused_before_a_byte_is_sent()
    {
        var server = await StartWithFilesAsync(options => options with { MaxFileBytes = 3 });
        using var answer = await AskAsync(server, """{"name":"k.png","metaData":{"size":4}}""");
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("k.png has 4 bytes; this server takes files of at most 3 bytes.", (await JsonOfAsync(answer)).GetProperty("error").GetString());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_file_above_the_limit_is_refused_and_leaves_nothing(bool isChunked)
    {
        var server = await StartWithFilesAsync(options => options with { MaxFileBytes = 3 });
        var token = await TokenAsync(server, """{"name":"k.png"}""");
        using var answer = await SendAsync(HttpMethod.Put, new Uri(token.GetProperty("upload_url").GetString()!), new ByteArrayContent(Bytes), request =>
            request.Headers.TransferEncodingChunked = isChunked);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Contains("at most 3 bytes", (await JsonOfAsync(answer)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task A_file_above_the_web_hosts_own_limit_is_taken_when_it_is_below_the_servers()
    {
        var server = await StartWithFilesAsync();
        var bytes = new byte[31_000_000];
        bytes[^1] = 7;
        var address = await UploadAsync(server, bytes);
        Assert.Equal(bytes, await Http.GetByteArrayAsync(address, Patience));
    }

    [Fact]
    public async Task An_upload_that_breaks_off_leaves_nothing_behind()
    {
        var store = new WatchedFileStore(DirectoryFileStore.Open(Data));
        var server = await StartAsync(new LeanServerOptions { Files = store });
        var upload = new Uri((await TokenAsync(server)).GetProperty("upload_url").GetString()!);

        using (var socket = new TcpClient())
        {
            await socket.ConnectAsync(upload.Host, upload.Port, Patience);
            await socket.GetStream()
                .WriteAsync(Encoding.ASCII.GetBytes($"PUT {upload.PathAndQuery} HTTP/1.1\r\nHost: {upload.Authority}\r\nContent-Length: 100000\r\n\r\nonly " +
                "this"), Patience);
            await store.Begun.WaitAsync(Patience);
        }

        await Assert.ThrowsAnyAsync<Exception>(() => store.Ended.WaitAsync(Patience));
        Assert.Empty(Kept());
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Data, "incoming")));
    }

    [Fact]
    public async Task A_disk_that_is_full_is_told_and_leaves_nothing()
    {
        var store = new WatchedFileStore(DirectoryFileStore.Open(Data)) { Failure = new IOException("No space left on device") };
        var server = await StartAsync(new LeanServerOptions { Files = store });
        var token = await TokenAsync(server);
        using var full = await PutAsync(token, Bytes);
        Assert.Equal(HttpStatusCode.InsufficientStorage, full.StatusCode);
        Assert.Equal("The server could not write the file; nothing of it was kept.", (await JsonOfAsync(full)).GetProperty("error").GetString());
        Assert.Empty(Kept());

        store.Failure = null;
        using var again = await PutAsync(token, Bytes);
        Assert.Equal(HttpStatusCode.OK, again.StatusCode);
    }

    [Fact]
    public async Task An_upload_repeated_after_a_lost_answer_changes_nothing()
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server);
        using var first = await PutAsync(token, Bytes);
        using var second = await PutAsync(token, Bytes);

        Assert.Equal(HttpStatusCode.OK, second.StatusCode);
        Assert.Equal(4, (await JsonOfAsync(second)).GetProperty("size").GetInt32());
        Assert.Equal(Bytes, await Http.GetByteArrayAsync(token.GetProperty("url").GetString(), Patience));
    }

    [Theory]
    [InlineData(new byte[] { 9, 9 }, null)]
    [InlineData(new byte[] { 1, 2, 3, 4, 5 }, null)]
    [InlineData(new byte[] { }, true)]
    [InlineData(new byte[] { 9, 9 }, true)]
    public async Task An_upload_URL_takes_no_second_content(byte[] other, bool? confirmed)
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server);
        using var first = await PutAsync(token, Bytes);
        if (confirmed is { } result)
            using (await ConfirmAsync(server, token, result))
            {
            }

        using var second = await PutAsync(token, other);
        Assert.Equal(HttpStatusCode.Forbidden, second.StatusCode);
        Assert.Contains("has been used", (await JsonOfAsync(second)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Equal(Bytes, await Http.GetByteArrayAsync(token.GetProperty("url").GetString(), Patience));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task What_was_deleted_does_not_come_back_by_its_upload_URL(bool byOperator)
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server);
        using var first = await PutAsync(token, Bytes);
        using var deleted = byOperator
            ? await SendAsync(HttpMethod.Delete, new Uri(server.Url, $"/1.1/files/{token.GetProperty("objectId").GetString()}"), configure: request =>
                Sign(request, key: "demo-master-key,master"))
            : await ConfirmAsync(server, token, result: false);

        using var second = await PutAsync(token, Bytes);
        using var gone = await SendAsync(HttpMethod.Get, new Uri(token.GetProperty("url").GetString()!));
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.Forbidden, HttpStatusCode.NotFound], [deleted.StatusCode, second.StatusCode, gone.StatusCode]);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task A_callback_that_tells_of_failure_removes_the_file()
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server);
        using var put = await PutAsync(token, Bytes);
        using var confirmed = await ConfirmAsync(server, token, result: false);

        Assert.Equal(HttpStatusCode.OK, confirmed.StatusCode);
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task A_callback_before_the_upload_finds_no_file()
    {
        var server = await StartWithFilesAsync();
        using var answer = await ConfirmAsync(server, await TokenAsync(server));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task One_application_neither_confirms_nor_sees_nor_deletes_the_files_of_another()
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server);
        using var put = await PutAsync(token, Bytes);
        var objectId = token.GetProperty("objectId").GetString();
        static void SignOther(HttpRequestMessage request) => Sign(request, "other", "other-master,master");

        using var confirmed = await ConfirmAsync(server, token, result: false, SignOther);
        using var seen = await SendAsync(HttpMethod.Get, new Uri(server.Url, $"/1.1/files/{objectId}"), configure: SignOther);
        using var deleted = await SendAsync(HttpMethod.Delete, new Uri(server.Url, $"/1.1/files/{objectId}"), configure: SignOther);
        using var served = await SendAsync(HttpMethod.Get, new Uri(server.Url, $"/files/other/{objectId}.png"));
        Assert.Equal(HttpStatusCode.BadRequest, confirmed.StatusCode);
        Assert.Equal([HttpStatusCode.NotFound, HttpStatusCode.NotFound, HttpStatusCode.NotFound], [seen.StatusCode, deleted.StatusCode, served.StatusCode]);
        Assert.Equal(Bytes, await Http.GetByteArrayAsync(token.GetProperty("url").GetString(), Patience));
    }

    [Fact]
    public async Task A_page_of_any_origin_may_upload()
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server);
        foreach (var (address, method) in new[] { (new Uri(server.Url, "/1.1/fileTokens"), "POST"),
            (new Uri(token.GetProperty("upload_url").GetString()!), "PUT") })
        {
            using var answer = await SendAsync(HttpMethod.Options, address, configure: request => request.Headers.Add("Origin", "https://page.example.com"));
            Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
            Assert.Contains(method, Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Methods")), StringComparison.Ordinal);
            Assert.Contains("Cache-Control", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Headers")), StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(-1, 1)]
    [InlineData(1, 0)]
    public async Task Options_that_cannot_be_are_refused_by_name(long maxFileBytes, int seconds)
    {
        var error = await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() =>
            LeanServer.StartAsync(new LeanServerOptions { MaxFileBytes = maxFileBytes, UploadTimeToLive = TimeSpan.FromSeconds(seconds) }, Patience));
        Assert.Equal(maxFileBytes < 1 ? "MaxFileBytes" : "UploadTimeToLive", error.ParamName);
    }
}
