using System.Text;
using LeanRx.Server.AspNetCore.Sockets.Internal;

namespace LeanRx.Server.AspNetCore.Tests.Sockets;

/// <summary>Which heads are taken before HTTP, and which are left to it.</summary>
public class PlainHandshakeTests
{
    const string Needed =
        "Host: a:80\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nSec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

    static readonly string Plain = Head(Needed);

    [Fact]
    public void Of_what_has_come_the_head_is_taken_alone()
    {
        var head = Head($"{Needed}Sec-WebSocket-Protocol: lc.json.9, lc.json.3\r\norigin:https://page\r\nX-Forwarded-For: 1.2.3.4\r\n");

        var handshake = Read(head + "rest", out var length);

        Assert.Equal(head.Length, length);
        Assert.Equal(["lc.json.9", "lc.json.3"], handshake!.Offered);
        Assert.Equal(("https://page", "1.2.3.4"), (handshake.Origin, handshake.ForwardedFor));
    }

    [Fact]
    public void Nothing_is_taken_before_the_head_is_whole()
    {
        for (var count = 0; count < Plain.Length; count++)
            Assert.Null(Read(Plain[..count], out _));
        Assert.NotNull(Read(Plain, out _));
    }

    [Theory]
    [InlineData("Connection: Upgrade", "connection: keep-alive, Upgrade")]
    [InlineData("Upgrade: websocket", "UPGRADE:WebSocket  ")]
    [InlineData("Host: a:80", "Host: im.example.com")]
    [InlineData("Host: a:80", "Host: 127.0.0.1:65535\r\nUser-Agent: (x; y)\r\nCookie: a=b\r\nSec-WebSocket-Extensions: permessage-deflate")]
    public void What_libraries_write_is_taken(string from, string to) => Assert.NotNull(Read(Plain.Replace(from, to), out _));

    [Theory]
    [InlineData("GET / HTTP/1.1", "GET /?subprotocol=lc.json.3 HTTP/1.1")]
    [InlineData("GET / HTTP/1.1", "GET / HTTP/1.0")]
    [InlineData("GET / HTTP/1.1", "get / HTTP/1.1")]
    [InlineData("GET / HTTP/1.1", "POST / HTTP/1.1")]
    [InlineData("Host: a:80\r\n", "")]
    [InlineData("Host: a:80", "Host: a b")]
    [InlineData("Host: a:80", "Host: [::1]:80")]
    [InlineData("Host: a:80", "Host: a:70000")]
    [InlineData("Host: a:80", "Host: a:80\r\nHost: a:80")]
    [InlineData("Host: a:80", "Host: a:80\r\nContent-Length: 0")]
    [InlineData("Host: a:80", "Host: a:80\r\nTransfer-Encoding: chunked")]
    [InlineData("Host: a:80", "Host: a:80\r\nExpect: 100-continue")]
    [InlineData("Host: a:80", "Host: a:80\r\nX-Forwarded-For: 1.2.3.4\r\nX-Forwarded-For: 1.2.3.4")]
    [InlineData("Host: a:80", "Host: a:80\r\nSec-WebSocket-Protocol: \"lc.json.3\"")]
    [InlineData("Host: a:80", "Host: a:80\r\nOrigin:")]
    [InlineData("Host: a:80", "Host: a:80\r\n folded")]
    [InlineData("Host: a:80", "Host: a:80\r\nX-Name : a")]
    [InlineData("Host: a:80", "Host: a:80\r\nX: a\tb")]
    [InlineData("Host: a:80", "Host: a:80\r\nX: \u00ff")]
    [InlineData("Host: a:80", "Host: a:80\nX: a")]
    [InlineData("Host: a:80", "Host: a:80\r\nnothing")]
    [InlineData("Connection: Upgrade\r\n", "")]
    [InlineData("Connection: Upgrade", "Connection: close, Upgrade")]
    [InlineData("Upgrade: websocket\r\n", "")]
    [InlineData("Upgrade: websocket", "Upgrade: h2c")]
    [InlineData("Version: 13", "Version: 8")]
    [InlineData("Key: dGhlIHNhbXBsZSBub25jZQ==", "Key: dGhlIHNhbXBsZSBub25jZQ")]
    [InlineData("Key: dGhlIHNhbXBsZSBub25jZQ==", "Key: !GhlIHNhbXBsZSBub25jZQ==")]
    [InlineData("Key: dGhlIHNhbXBsZSBub25jZQ==", "Key: dGhlIHNhbXBsZSBub25jZSEh")]
    public void Whatever_looks_otherwise_is_left_to_HTTP(string from, string to)
    {
        Assert.Contains(from, Plain);
        Assert.Null(Read(Plain.Replace(from, to), out _));
    }

    [Fact]
    public void A_head_is_taken_up_to_a_bound_of_lines_and_bytes()
    {
        Assert.NotNull(Read(Head(Needed + string.Concat(Enumerable.Repeat("X: a\r\n", 45))), out _));
        Assert.Null(Read(Head(Needed + string.Concat(Enumerable.Repeat("X: a\r\n", 46))), out _));
        Assert.NotNull(Read(Head($"{Needed}X: {new string('a', 3500)}\r\n"), out _));
        Assert.Null(Read(Head($"{Needed}X: {new string('a', 4000)}\r\n"), out _));
    }

    static string Head(string lines) => $"GET / HTTP/1.1\r\n{lines}\r\n";

    static PlainHandshake? Read(string text, out int length) => PlainHandshake.TryRead(Encoding.Latin1.GetBytes(text), out length);
}
