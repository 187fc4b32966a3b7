using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Text;
using static LeanRx.Tests.Transport.Framing.ServerFrames;

namespace LeanRx.Tests.Transport;

/// <summary>What a server may answer to a handshake, and what it may not; frames may come right behind the answer.</summary>
public abstract class HandshakeContract
{
    /// <summary>The transport that is tried.</summary>
    protected abstract ITransport Transport { get; }

    protected const string Good = "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {0}\r\n";

    /// <summary>Dials a server that gives an answer, then something behind it, and waits for the client to go unless it goes itself.</summary>
    protected TransportLog Dial(string head, byte[] behind, int piece = int.MaxValue, string subprotocol = "lc.json.3", bool goes = false)
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        _ = AnswerAsync(listener, head, behind, piece, goes);
        return new TransportLog(Transport.Create(new Uri($"ws://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), subprotocol));
    }

    static async Task AnswerAsync(TcpListener listener, string head, byte[] behind, int piece, bool goes)
    {
        using var client = await listener.AcceptTcpClientAsync();
        listener.Dispose();
        client.NoDelay = true;
        var stream = client.GetStream();
        using var reader = new StreamReader(stream, leaveOpen: true);
        var key = "";
        while (await reader.ReadLineAsync() is { Length: > 0 } line)
            if (line.StartsWith("Sec-WebSocket-Key: ", StringComparison.Ordinal))
                key = line[19..];
        var accept = Convert.ToBase64String(SHA1.HashData(Encoding.ASCII.GetBytes(key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11")));
        byte[] answer = [.. Bytes(head.Replace("{0}", accept, StringComparison.Ordinal)), .. behind];
        try
        {
            for (var at = 0; at < answer.Length;)
            {
                var count = Math.Min(piece, answer.Length - at);
                await stream.WriteAsync(answer.AsMemory(at, count));
                at += count;
            }
            if (!goes)
                await stream.CopyToAsync(Stream.Null);
        }
        catch (IOException)
        {
            // The client has heard enough.
        }
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(1)]
    [InlineData(50)]
    public async Task Frames_that_come_right_behind_the_answer_are_read(int piece)
    {
        using var log = Dial(Good + "\r\n", [.. Text("one"), .. Text(new string('x', 5_000)), .. Close(1000, "bye")], piece);
        Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        Assert.Equal("one", await log.NextTextAsync());
        Assert.Equal(5_000, (await log.NextTextAsync()).Length);
        Assert.Equal(new TransportClose(1000) { Reason = "bye" }, (await log.NextAsync()).Close);
    }

    [Theory]
    [InlineData("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nno", "status code '200'")]
    [InlineData("HTTP/1.1 404 Not Found\r\nContent-Length: 0\r\n\r\n", "status code '404'")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nSec-WebSocket-Accept: {0}\r\n\r\n", "Connection: Upgrade")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: {0}\r\n\r\n", "Upgrade: websocket")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n", "Sec-WebSocket-Accept")]
    [InlineData("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: AAAA\r\n\r\n", "Sec-WebSocket-Accept")]
    [InlineData(Good + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n", "Sec-WebSocket-Extensions")]
    [InlineData(Good + "Sec-WebSocket-Protocol: other\r\n\r\n", "subprotocol 'other'")]
    public async Task What_is_no_answer_to_the_handshake_is_refused(string answer, string reason)
    {
        using var log = Dial(answer, []);
        var closed = (await log.NextAsync()).Close!;
        Assert.Equal(1006, closed.Code);
        Assert.Contains(reason, closed.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_subprotocol_that_was_offered_may_be_chosen_and_may_not_be()
    {
        foreach (var choice in new[] { "Sec-WebSocket-Protocol: lc.json.3\r\n", "" })
        {
            using var log = Dial(Good + choice + "\r\n", Close(1000));
            Assert.Equal(TransportEventKind.Opened, await log.NextKindAsync());
        }
        using var none = Dial(Good + "Sec-WebSocket-Protocol: lc.json.3\r\n\r\n", [], subprotocol: "");
        Assert.Equal(TransportEventKind.Closed, await none.NextKindAsync());
    }
}
