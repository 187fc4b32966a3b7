using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>Requests that break the rules of HTTP or JSON: refused with a reason at every door, and no line of the log is lost on them.</summary>
[Trait("Speed", "slow")]
public class MalformedHttpTests : FileTest
{
    const string Keys = "X-LC-Id: demo\r\nX-LC-Key: demo-master-key,master\r\n";

    public static TheoryData<string> Doors =>
    [
        "POST /1.1/fileTokens", "POST /1.1/fileCallback", "POST /1.1/files", "POST /1.2/rtm/conversations",
            "POST /1.2/rtm/conversations/000000000000000000000000/messages",
        "POST /1.1/rtm/messages", "POST /1.1/classes/_Conversation", "PUT /1.1/classes/_Conversation/000000000000000000000000", "PUT /1.1/uploads/",
    ];

    static readonly string[] Bodies =
    [
        "Transfer-Encoding: chunked\r\n\r\nFFFFFFFFFFFFFFFFF\r\n",
        "Transfer-Encoding: chunked\r\n\r\n7FFFFFFFFFFFFFFF\r\nabc",
        "Transfer-Encoding: chunked\r\n\r\n-1\r\n",
        "Transfer-Encoding: chunked\r\n\r\nzz\r\n",
        "Transfer-Encoding: chunked\r\n\r\n3\r\nabcdef\r\n0\r\n\r\n",
        "Transfer-Encoding: gzip, chunked, chunked\r\n\r\n0\r\n\r\n",
        "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
        "Content-Length: -1\r\n\r\n{}",
        "Content-Length: 99999999999999999999\r\n\r\n{}",
        "Content-Length: 9223372036854775807\r\n\r\n{}",
        "Content-Length: 2\r\nContent-Length: 3\r\n\r\n{}",
        "Content-Length: 1\r\n\r\n{",
        "Content-Length: 2\r\nContent-Encoding: gzip\r\n\r\n\u001f\u008b",
        "Content-Length: 2\r\nContent-Type: multipart/form-data\r\n\r\n--",
        "Content-Length: 2\r\nContent-Type: \u0001\u0002\r\n\r\n[]",
        "Content-Length: 4\r\n\r\n\u00ff\u00fe\u00ff\u00fe",
        "Content-Length: 2\r\nRange: bytes=-\r\nIf-None-Match: \"\u0080\r\n\r\n{}",
        "Expect: nothing\r\nContent-Length: 2\r\n\r\n{}",
        $"Content-Length: 2\r\nX: {new string('x', 40_000)}\r\n\r\n{{}}",
    ];

    [Theory]
    [MemberData(nameof(Doors))]
    public async Task A_request_that_cannot_be_read_is_refused_and_not_logged(string door)
    {
        var log = Log();
        var server = await StartWithFilesAsync(options => options with { Engine = options.Engine with { LoggerFactory = log } });
        var path = door.EndsWith('/') ? "PUT " + new Uri((await TokenAsync(server)).GetProperty("upload_url").GetString()!).PathAndQuery : door;
        foreach (var body in Bodies)
        {
            var status = await StatusOfAsync(server.Url, $"{path} HTTP/1.1\r\nHost: a\r\n{Keys}{body}");
            Assert.True(status is 0 or (>= 200 and < 500), $"{status} for {body}");
        }

        Assert.Equal("", string.Join("\n", log.All.Select(line => $"{line.Text} {line.Exception}")));
    }

    [Theory]
    [InlineData("GET /1.2/rtm/conversations?where=%00%ff&limit=1e9 HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /1.1/classes/_Conversation?where={ HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /files/demo/%00 HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /files/%ff/%fe.png/%00 HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /1.1/files/%2e%2e%2f HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /v1/route?appId=%00%0d%0a HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET /v1/route?appId=demo HTTP/1.1\r\nHost: a b\r\n")]
    [InlineData("GET /v1/route?appId=demo HTTP/1.1\r\n")]
    [InlineData("GET /v1/route?appId=demo HTTP/9.9\r\nHost: a\r\n")]
    [InlineData("GET http:// HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("G\u0000T / HTTP/1.1\r\nHost: a\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 99\r\nSec-WebSocket-Key: !\r\n")]
    [InlineData("GET / HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n")]
    public async Task A_line_that_cannot_be_is_refused_and_not_logged(string head)
    {
        var log = Log();
        var server = await StartWithFilesAsync(options => options with { Engine = options.Engine with { LoggerFactory = log } });
        var status = await StatusOfAsync(server.Url, $"{head}{Keys}\r\n");
        Assert.True(status is 0 or (>= 200 and < 500) or 505, status.ToString(CultureInfo.InvariantCulture));
        Assert.Equal("", string.Join("\n", log.All.Select(line => $"{line.Text} {line.Exception}")));
    }

    [Theory]
    [InlineData("GET", "/nothing/here", 404)]
    [InlineData("GET", "/1.1/nothing", 404)]
    [InlineData("GET", "/1.2/rtm/nothing", 404)]
    [InlineData("GET", "/files", 404)]
    [InlineData("GET", "/files/demo", 404)]
    [InlineData("POST", "/nothing", 404)]
    [InlineData("DELETE", "/v1/route?appId=demo", 405)]
    [InlineData("POST", "/health", 405)]
    [InlineData("PUT", "/", 405)]
    [InlineData("GET", "/1.1/fileTokens", 405)]
    [InlineData("PATCH", "/1.1/files/000000000000000000000000", 405)]
    [InlineData("POST", "/files/demo/000000000000000000000000.png", 405)]
    [InlineData("GET", "/1.1/uploads/000000000000000000000000", 405)]
    [InlineData("DELETE", "/1.2/rtm/conversations", 405)]
    public async Task What_is_not_there_says_so_in_JSON_that_pages_can_read(string method, string path, int status)
    {
        var server = await StartWithFilesAsync();
        using var answer = await SendAsync(new HttpMethod(method), new Uri(server.Url, path), configure: request =>
            request.Headers.Add("Origin", "https://page.example.com"));
        var body = await JsonOfAsync(answer);
        Assert.Equal((status, status), ((int)answer.StatusCode, body.GetProperty("code").GetInt32()));
        Assert.NotEqual("", body.GetProperty("error").GetString());
        Assert.Equal("*", Assert.Single(answer.Headers.GetValues("Access-Control-Allow-Origin")));
        Assert.Equal("nosniff", Assert.Single(answer.Headers.GetValues("X-Content-Type-Options")));
        if (status == 405)
            Assert.Contains("OPTIONS", answer.Content.Headers.Allow);

        using var preflight = await SendAsync(HttpMethod.Options, new Uri(server.Url, path));
        Assert.Equal(HttpStatusCode.NoContent, preflight.StatusCode);
    }

    static LogLines Log() => new() { Without = "LeanRx.Server.Demo" };

    /// <summary>The status of the answer; 0 when the connection ended without one.</summary>
    async Task<int> StatusOfAsync(Uri url, string request)
    {
        using var socket = new TcpClient();
        await socket.ConnectAsync(url.Host, url.Port, Patience);
        var stream = socket.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), Patience);
        socket.Client.Shutdown(SocketShutdown.Send);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        try
        {
            return await reader.ReadLineAsync(Patience) is { } line ? int.Parse(line.Split(' ')[1], CultureInfo.InvariantCulture) : 0;
        }
        catch (IOException)
        {
            return 0; // Reset, as for a request that is still being written.
        }
    }
}
