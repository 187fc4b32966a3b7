using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>How files come back: type, length, ranges, and no surprises in a browser.</summary>
[Trait("Speed", "slow")]
public class FileServingTests : FileTest
{
    static readonly byte[] Bytes = [.. Enumerable.Range(0, 100).Select(number => (byte)number)];

    [Theory]
    [InlineData("""{"name":"k.png","mime_type":"image/png"}""", "image/png")]
    [InlineData("""{"name":"忐忑.mp3"}""", "audio/mpeg")]
    [InlineData("""{"name":"BBC_奶酪.mp4"}""", "video/mp4")]
    [InlineData("""{"name":"leancloud.doc"}""", "application/msword")]
    [InlineData("""{"name":"page.txt","mime_type":"text/plain; charset=utf-8"}""", "text/plain; charset=utf-8")]
    [InlineData("""{"name":"what"}""", "application/octet-stream")]
    [InlineData("""{"name":"k.png","mime_type":"no type\r\nSet-Cookie: a"}""", "image/png")]
    [InlineData("""{"name":"k.png","mime_type":"*/*"}""", "image/png")]
    public async Task A_file_comes_with_its_type_and_length(string body, string type)
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Get, await UploadAsync(server, Bytes, body));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Equal(type, answer.Content.Headers.ContentType?.ToString());
        Assert.Equal(100, answer.Content.Headers.ContentLength);
        Assert.Equal("bytes", Assert.Single(answer.Headers.AcceptRanges));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        Assert.Equal(Bytes, await answer.Content.ReadAsByteArrayAsync(Patience));
    }

    [Theory]
    [InlineData("bytes=0-9", 0, 9)]
    [InlineData("bytes=90-", 90, 99)]
    [InlineData("bytes=-1", 99, 99)]
    [InlineData("bytes=50-5000", 50, 99)]
    public async Task A_part_of_a_file_can_be_asked_for(string range, int first, int last)
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Get, await UploadAsync(server, Bytes), configure: request =>
            request.Headers.Range = RangeHeaderValue.Parse(range));

        Assert.Equal(HttpStatusCode.PartialContent, answer.StatusCode);
        Assert.Equal(new ContentRangeHeaderValue(first, last, 100), answer.Content.Headers.ContentRange);
        Assert.Equal(Bytes[first..(last + 1)], await answer.Content.ReadAsByteArrayAsync(Patience));
    }

    [Fact]
    public async Task A_part_beyond_the_end_is_refused()
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Get, await UploadAsync(server, Bytes), configure: request =>
            request.Headers.Range = RangeHeaderValue.Parse("bytes=100-"));
        Assert.Equal(HttpStatusCode.RequestedRangeNotSatisfiable, answer.StatusCode);
    }

    [Fact]
    public async Task Whoever_has_the_file_is_told_so()
    {
        var server = await StartWithFilesAsync();
        var address = await UploadAsync(server, Bytes);
        using var first = await SendAsync(HttpMethod.Get, address);
        using var again = await SendAsync(HttpMethod.Get, address, configure: request => request.Headers.IfNoneMatch.Add(first.Headers.ETag!));
        Assert.Equal(HttpStatusCode.NotModified, again.StatusCode);
    }

    [Fact]
    public async Task The_head_of_a_file_tells_its_length_without_the_bytes()
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Head, await UploadAsync(server, Bytes));
        Assert.Equal(100, answer.Content.Headers.ContentLength);
        Assert.Empty(await answer.Content.ReadAsByteArrayAsync(Patience));
    }

    [Theory]
    [InlineData("a.png", null, "image/png")]
    [InlineData("a.bin", "image/png", "image/png")]
    [InlineData("a.html", "IMAGE/PNG", "image/png")]
    [InlineData("a.bin", " image / jpeg ;q=1", "image/jpeg")]
    [InlineData("a.bin", "image/png;x=\",text/html\"", "image/png")]
    [InlineData("a.mp3", null, "audio/mpeg")]
    [InlineData("a.mp4", null, "video/mp4")]
    public async Task Pictures_sounds_and_films_are_shown_in_place(string name, string? type, string served)
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Get, await UploadAsync(server, Bytes, BodyOf(name, type)));
        Assert.Equal(("inline", served), (answer.Content.Headers.ContentDisposition?.DispositionType, answer.Content.Headers.ContentType?.ToString()));
        Assert.False(answer.Headers.Contains("Content-Security-Policy"));
    }

    [Theory]
    [InlineData("a.html", null)]
    [InlineData("a.svg", null)]
    [InlineData("a.xhtml", null)]
    [InlineData("a.js", null)]
    [InlineData("a.css", null)]
    [InlineData("a.pdf", null)]
    [InlineData("a.swf", null)]
    [InlineData("a.txt", null)]
    [InlineData("a", null)]
    [InlineData("a.bin", " text/html")]
    [InlineData("a.bin", "\ttext/html")]
    [InlineData("a.bin", "TEXT/HTML;charset=utf-8")]
    [InlineData("a.bin", "text / html")]
    [InlineData("a.bin", " image/svg+xml")]
    [InlineData("a.bin", "application/rss+xml")]
    [InlineData("a.bin", "multipart/related")]
    [InlineData("a.bin", "message/rfc822")]
    [InlineData("a.bin", "image/png,text/html")]
    [InlineData("a.bin", "image/png text/html")]
    [InlineData("a.bin", "text/html\u0000")]
    [InlineData("a.html", "no type")]
    [InlineData("a.html", "")]
    [InlineData("a.html", "*/*")]
    public async Task Everything_else_is_handed_over_as_data_that_no_page_can_be(string name, string? type)
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Get, await UploadAsync(server, Bytes, BodyOf(name, type)));
        Assert.Equal("attachment", answer.Content.Headers.ContentDisposition?.DispositionType);
        Assert.StartsWith("sandbox;", Assert.Single(answer.Headers.GetValues("Content-Security-Policy")), StringComparison.Ordinal);
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData("text/html")]
    [InlineData("text/javascript")]
    [InlineData("application/x-javascript;charset=utf-8")]
    [InlineData("text/css")]
    [InlineData("application/wasm")]
    [InlineData("text/cache-manifest")]
    [InlineData("text/vtt")]
    public async Task What_a_page_could_run_or_style_itself_with_is_not_named_as_that(string type)
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server, BodyOf("a.bin", type));
        using var put = await PutAsync(token, Bytes);
        using var answer = await SendAsync(HttpMethod.Get, new Uri(token.GetProperty("url").GetString()!));
        Assert.Equal((type.Replace(";", "; ", StringComparison.Ordinal), "application/octet-stream"),
            (token.GetProperty("mime_type").GetString(), answer.Content.Headers.ContentType?.ToString()));
    }

    [Theory]
    [InlineData("<img src=x onerror=alert(1)>.png")]
    [InlineData("a\"; filename=\"b.html")]
    [InlineData("a.png; x=\u00e9\u20ac")]
    [InlineData("photo\u202egnp.exe")]
    [InlineData("photo\u061cgnp.exe")]
    public async Task A_name_is_a_name_whatever_stands_in_it(string name)
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Get, await UploadAsync(server, Bytes, BodyOf(name, "image/png")));
        var disposition = Assert.Single(answer.Content.Headers.GetValues("Content-Disposition"));
        Assert.Matches("^inline; filename\\*=UTF-8''[A-Za-z0-9%._!~*'()-]+$", disposition);
        Assert.Equal(name.Replace("\u202e", "", StringComparison.Ordinal).Replace("\u061c", "", StringComparison.Ordinal),
            answer.Content.Headers.ContentDisposition?.FileNameStar);
    }

    static string BodyOf(string name, string? type) =>
        JsonSerializer.Serialize(type is null ? new Dictionary<string, string> { ["name"] = name } : new() { ["name"] = name, ["mime_type"] = type });

    [Fact]
    public async Task An_empty_file_is_a_file()
    {
        var server = await StartWithFilesAsync();
        Assert.Empty(await Http.GetByteArrayAsync(await UploadAsync(server, []), Patience));
    }

    [Theory]
    [InlineData("/files/demo/000000000000000000000000.png")]
    [InlineData("/files/demo/..%2f..%2flock")]
    [InlineData("/files/demo/lock")]
    [InlineData("/files/nobody/000000000000000000000000")]
    public async Task What_is_no_file_is_not_found(string path)
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Get, new Uri(server.Url, path));
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
    }

    [Fact]
    public async Task The_name_can_be_kept_in_the_address()
    {
        var server = await StartWithFilesAsync();
        var address = await UploadAsync(server, Bytes, """{"name":"leancloud 文档.doc","keep_file_name":true}""");
        Assert.EndsWith("/leancloud 文档.doc", Uri.UnescapeDataString(address.AbsoluteUri), StringComparison.Ordinal);
        Assert.Equal(Bytes, await Http.GetByteArrayAsync(address, Patience));
    }

    [Theory]
    [InlineData(".")]
    [InlineData("..")]
    public async Task A_name_that_would_shorten_the_address_is_not_kept_in_it(string name)
    {
        var server = await StartWithFilesAsync();
        var address = await UploadAsync(server, Bytes, $$"""{"name":"{{name}}","keep_file_name":true}""");
        Assert.Equal(Bytes, await Http.GetByteArrayAsync(address, Patience));
    }

    [Fact]
    public async Task An_application_asks_for_its_file_by_id_and_its_operator_deletes_it()
    {
        var server = await StartWithFilesAsync();
        var token = await TokenAsync(server, """{"name":"k.png","metaData":{"size":100,"width":3}}""");
        using var put = await PutAsync(token, Bytes);
        var path = new Uri(server.Url, $"/1.1/files/{token.GetProperty("objectId").GetString()}");

        using var described = await SendAsync(HttpMethod.Get, path, configure: request => Sign(request));
        var file = await JsonOfAsync(described);
        Assert.Equal("k.png", file.GetProperty("name").GetString());
        Assert.Equal(token.GetProperty("url").GetString(), file.GetProperty("url").GetString());
        Assert.Equal(3, file.GetProperty("metaData").GetProperty("width").GetInt32());

        using var user = await SendAsync(HttpMethod.Delete, path, configure: request => Sign(request));
        using var master = await SendAsync(HttpMethod.Delete, path, configure: request => Sign(request, key: "demo-master-key,master"));
        using var gone = await SendAsync(HttpMethod.Get, new Uri(token.GetProperty("url").GetString()!));
        Assert.Equal([HttpStatusCode.Forbidden, HttpStatusCode.OK, HttpStatusCode.NotFound], [user.StatusCode, master.StatusCode, gone.StatusCode]);
        Assert.Contains("master key", (await JsonOfAsync(user)).GetProperty("error").GetString(), StringComparison.Ordinal);
        Assert.Empty(Kept());
    }

    [Theory]
    [InlineData("/1.1/files")]
    [InlineData("/1.1/files/%E8%90%8C%E5%A6%B9%E5%AD%90.jpg")]
    [InlineData("/1.1/files/a%2Fb%3F.jpg")]
    [InlineData("/1.1/classes/_File?fetchWhenSave=false")]
    public async Task A_file_elsewhere_on_the_net_is_registered_and_nothing_of_it_fetched(string path) // S22
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(HttpMethod.Post, new Uri(server.Url, path),
            new StringContent("""{"name":"萌妹子.jpg","url":"http://pic.example/a.jpg","metaData":{"__source":"external"}}"""), request => Sign(request));
        var file = await JsonOfAsync(answer);
        Assert.Equal(HttpStatusCode.Created, answer.StatusCode);
        Assert.Equal(("http://pic.example/a.jpg", "萌妹子.jpg", "image/jpeg"),
            (file.GetProperty("url").GetString(), file.GetProperty("name").GetString(), file.GetProperty("mime_type").GetString()));

        var objectId = file.GetProperty("objectId").GetString();
        using var again = await SendAsync(HttpMethod.Get, new Uri(server.Url, $"/1.1/files/{objectId}"), configure: request => Sign(request));
        using var bytes = await SendAsync(HttpMethod.Get, new Uri(server.Url, $"/files/demo/{objectId}.jpg"));
        Assert.Equal("http://pic.example/a.jpg", (await JsonOfAsync(again)).GetProperty("url").GetString());
        Assert.Equal(HttpStatusCode.NotFound, bytes.StatusCode);
    }

    [Theory]
    [InlineData("""{"name":"a"}""", true, HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"a","url":"javascript:alert(1)"}""", true, HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"a","url":"/a.jpg"}""", true, HttpStatusCode.BadRequest)]
    [InlineData("""{"url":"http://pic.example/a.jpg"}""", true, HttpStatusCode.BadRequest)]
    [InlineData("""{"name":"a","url":"http://pic.example/a.jpg"}""", false, HttpStatusCode.Unauthorized)]
    public async Task What_is_no_address_and_who_has_no_key_is_refused(string body, bool isSigned, HttpStatusCode status)
    {
        var server = await StartWithFilesAsync();
        foreach (var path in new[] { "/1.1/files", "/1.1/files/a", "/1.1/classes/_File" })
        {
            using var answer = await SendAsync(HttpMethod.Post, new Uri(server.Url, path), new StringContent(body), request =>
                { if (isSigned) Sign(request); });
            Assert.Equal(status, answer.StatusCode);
        }
        Assert.Empty(Kept());
    }

    [Fact]
    public async Task Files_outlive_the_server_in_their_directory()
    {
        Uri address;
        await using (var first = await LeanServer.StartAsync(new LeanServerOptions { Files = DirectoryFileStore.Open(Data) }, Patience))
            address = await UploadAsync(first, Bytes);
        var second = await StartWithFilesAsync();
        Assert.Equal(Bytes, await Http.GetByteArrayAsync(new Uri(second.Url, address.AbsolutePath), Patience));
    }
}
