using LeanRx.Tests.Transport;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Transport.Sockets.Tests;

/// <summary>What may come instead of an answer.</summary>
public class SocketHandshakeTests : HandshakeContract
{
    protected override ITransport Transport { get; } = new SocketTransport();

    static string Repeated(string header, int bytes) => string.Concat(Enumerable.Repeat(header, bytes / header.Length));

    public static TheoryData<string, string> Answers => new()
    {
        { "SSH-2.0-OpenSSH_9.2\r\n", "begins with 'SSH-2.0-OpenSSH_9.2'" },
        { "HTTP/2 101\r\n", "begins with 'HTTP/2 101'" },
        { "HTTP/1.1 10\r\n", "begins with 'HTTP/1.1 10'" },
        { "HTTP/1.1 099 Small\r\n", "begins with" },
        { "HTTP/1.1 1010\r\n", "begins with" },
        { "HTTP/1.1\t101\r\n", "begins with 'HTTP/1.1?101'" },
        { "HTTP/1.0 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {0}\r\n\r\n", "begins with 'HTTP/1.0 101" },
        { "\r\n\r\n", "begins with ''" },
        { "HTTP/1.1 101 Switching Protocols\n", "lines do not end" },
        { "HTTP/1.1 101 Switching\rProtocols\r\n", "lines do not end" },
        { "HTTP/1.1 101 OK\r\nUpgrade : websocket\r\n", "has the line 'Upgrade : websocket'" },
        { "HTTP/1.1 101 OK\r\nUpgrade: web\r\n socket\r\n", "has the line ' socket'" },
        { "HTTP/1.1 101 OK\r\n: websocket\r\n", "has the line ': websocket'" },
        { "HTTP/1.1 101 OK\r\nUpgrade\r\n", "has the line 'Upgrade'" },
        { "HTTP/1.1 101 OK\r\nX: \u0001\r\n", "has the line 'X: ?'" },
        { Good + Repeated("X-Long: 0123456789\r\n", 40_000), "longer than 32768 bytes" },
        { new string('x', 40_000), "longer than 32768 bytes" },
        { Repeated("HTTP/1.1 100 Continue\r\n\r\n", 40_000), "longer than 32768 bytes" },
        { Good + "Sec-WebSocket-Accept: {0}\r\n\r\n", "Sec-WebSocket-Accept is wrong" },
        { Good + "Sec-WebSocket-Protocol: lc.json.3\r\nSec-WebSocket-Protocol: lc.json.3\r\n\r\n", "subprotocol 'lc.json.3, lc.json.3'" },
        { "HTTP/1.1 302 Found\r\nLocation: http://elsewhere.example/\r\nContent-Length: 0\r\n\r\n", "is not sent on" },
        { "HTTP/1.1 401 Unauthorized\r\nContent-Length: 9\r\n\r\nwho is it", "status code '401'" },
        { "HTTP/1.1 403\r\n\r\n", "status code '403'" },
        { "HTTP/1.0 503 Service Unavailable\r\n\r\n<html>", "takes no more connections now" },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task What_is_no_answer_is_refused_as_soon_as_that_is_seen(string answer, string reason)
    {
        foreach (var piece in new[] { int.MaxValue, answer.Length > 10_000 ? 1000 : 1 })
        {
            using var log = Dial(answer, [], piece);
            var closed = (await log.NextAsync()).Close!;
            Assert.Equal(1006, closed.Code);
            Assert.Contains(reason, closed.Reason, StringComparison.Ordinal);
            Assert.IsType<ConnectionLostException>(closed.Cause);
        }
    }

    [Theory]
    [InlineData("", "there was none")]
    [InlineData("HTTP/1.1 101 Switching", "closed before its end")]
    public async Task A_server_that_goes_without_an_answer_is_told_of(string answer, string reason)
    {
        using var log = Dial(answer, [], goes: true);
        Assert.Contains(reason, (await log.NextAsync()).Close!.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Interim_answers_are_passed_over_and_names_of_headers_are_of_any_case()
    {
        using var log = Dial("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: </a>\r\n\r\nHTTP/1.1 101\r\nupgrade:WebSocket\r\n" +
            "CONNECTION: \tkeep-alive, Upgrade \r\nSec-Websocket-accept:{0}\r\n\r\n", [.. Text("one"), .. Close(4000)], piece: 3);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal("one", await log.NextTextAsync());
        Assert.Equal(4000, (await log.NextAsync()).Close!.Code);
    }

    [Fact]
    public async Task What_comes_behind_a_good_answer_and_is_no_frame_ends_the_connection()
    {
        using var log = Dial(Good + "\r\n", Bytes("<html>"));
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        var closed = (await log.NextAsync()).Close!;
        Assert.Equal((1006, "The server sent a frame with reserved bits set."), (closed.Code, closed.Reason));
    }
}
