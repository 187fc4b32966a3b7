using System.Net;
using System.Text;
using System.Text.Json;
using LeanRx.Server.S3.Tests;

namespace LeanRx.Cli.Tests;

/// <summary>Files of <c>leanrx serve</c>.</summary>
public sealed class ServeFilesTests : ToolTest
{
    readonly string _data = Directory.CreateTempSubdirectory("leanrx-files-").FullName;

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        Directory.Delete(_data, recursive: true);
        GC.SuppressFinalize(this);
    }

    [Fact]
    public async Task A_file_is_there_again_after_the_server_was_killed()
    {
        var (server, url) = await ServeAsync("--data", _data);
        var token = await TokenAsync(url, """{"name":"k.png"}""");
        using var put = await Http.PutAsync(new Uri(token.GetProperty("upload_url").GetString()!), new ByteArrayContent([1, 2, 3]), Patience);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);
        server.Kill();
        await server.WaitForExitAsync();

        var again = await ServeHereAsync("--data", _data);
        Assert.Equal([1, 2, 3], await Http.GetByteArrayAsync(new Uri(again, new Uri(token.GetProperty("url").GetString()!).AbsolutePath), Patience));
        Assert.True(Directory.Exists(Path.Combine(_data, "files")));
    }

    [Fact]
    public async Task Files_in_a_bucket_are_served_from_there_by_every_server_that_uses_it()
    {
        await using var service = await StrictS3.StartAsync();
        var address = $"s3://{StrictS3.Bucket}/chat/?region=eu-central-1&endpoint={Uri.EscapeDataString(service.Url.AbsoluteUri)}";
        var (_, url) = await ServeWithKeysAsync(StrictS3.Secret, address);
        var token = await TokenAsync(url, """{"name":"k.png"}""");
        using var put = await Http.PutAsync(new Uri(token.GetProperty("upload_url").GetString()!), new ByteArrayContent([1, 2, 3]), Patience);
        Assert.Equal(HttpStatusCode.OK, put.StatusCode);

        var (_, other) = await ServeWithKeysAsync(StrictS3.Secret, address);
        using var range = new HttpRequestMessage(HttpMethod.Get, new Uri(other, new Uri(token.GetProperty("url").GetString()!).AbsolutePath));
        range.Headers.Range = new(1, null);
        using var part = await Http.SendAsync(range, Patience);
        Assert.Equal(HttpStatusCode.PartialContent, part.StatusCode);
        Assert.Equal([2, 3], await part.Content.ReadAsByteArrayAsync(Patience));
    }

    [Fact]
    public async Task A_bucket_that_cannot_be_used_is_told_at_the_start()
    {
        await using var service = await StrictS3.StartAsync();
        var address = $"s3://{StrictS3.Bucket}?region=eu-central-1&endpoint={Uri.EscapeDataString(service.Url.AbsoluteUri)}";
        var server = Start(Keys("wrong"), "serve", "--urls", "http://127.0.0.1:0", "--files", address);

        Assert.Equal(2, await server.WaitForExitAsync());
        Assert.Equal($"leanrx: --files {address}: The files cannot be written: the object store refuses the access key (SignatureDoesNotMatch).\n",
            await server.Errors);
    }

    [Fact]
    public async Task Keys_in_the_address_of_a_bucket_are_refused_and_not_repeated()
    {
        var server = Start("serve", "--urls", "http://127.0.0.1:0", "--files", "s3://key:hush@chat-files");

        Assert.Equal(2, await server.WaitForExitAsync());
        Assert.Equal("leanrx: --files: The address of a bucket holds no keys: put them into AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.\n",
            await server.Errors);
    }

    [Fact]
    public async Task The_largest_file_can_be_set()
    {
        var url = await ServeHereAsync("--max-file-size", "1KB");
        using var small = await AskAsync(url, """{"name":"k.png","metaData":{"size":1024}}""");
        using var large = await AskAsync(url, """{"name":"k.png","metaData":{"size":1025}}""");
        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.RequestEntityTooLarge], [small.StatusCode, large.StatusCode]);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("MB")]
    [InlineData("1TB")]
    [InlineData("99999999999GB")]
    public async Task A_size_that_is_none_is_an_error_of_one_line(string size)
    {
        var (exitCode, _, errors) = await ToolRun.RunAsync(Patience, "serve", "--urls", "http://127.0.0.1:0", $"--max-file-size={size}");
        Assert.Equal(2, exitCode);
        Assert.Equal($"leanrx: --max-file-size {size}: give a number of bytes from 1, or one with KB, MB or GB, for example 100MB\n", errors);
    }

    Task<HttpResponseMessage> AskAsync(Uri url, string body)
    {
        var content = new StringContent(body, Encoding.UTF8, "application/json");
        content.Headers.Add("X-LC-Id", "demo");
        content.Headers.Add("X-LC-Key", "demo-key");
        return Http.PostAsync(new Uri(url, "/1.1/fileTokens"), content, Patience);
    }

    static Dictionary<string, string> Keys(string secret) => new() { ["AWS_ACCESS_KEY_ID"] = StrictS3.KeyId, ["AWS_SECRET_ACCESS_KEY"] = secret };

    async Task<(ToolProcess Server, Uri Url)> ServeWithKeysAsync(string secret, string address)
    {
        var server = Start(Keys(secret), "serve", "--urls", "http://127.0.0.1:0", "--files", address);
        return (server, new Uri((await server.ReadLineAsync())["listening on ".Length..]));
    }

    async Task<JsonElement> TokenAsync(Uri url, string body)
    {
        using var answer = (await AskAsync(url, body)).EnsureSuccessStatusCode();
        using var document = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(Patience));
        return document.RootElement.Clone();
    }
}
