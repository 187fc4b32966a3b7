using System.Net;
using System.Net.WebSockets;

namespace LeanRx.Server.AspNetCore.Tests;

public class HandshakeTests : ServerTest
{
    public static TheoryData<string> Subprotocols => new(
        from family in new[] { "json", "protobuf", "protobase64", "protobuf2", "proto2base64" }
        from number in new[] { 1, 2, 3 }
        select $"lc.{family}.{number}");

    [Theory]
    [MemberData(nameof(Subprotocols))]
    public async Task An_offered_dialect_is_selected(string subprotocol)
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, subprotocol));
        Assert.Equal(subprotocol, client.Socket.SubProtocol);
    }

    [Fact]
    public async Task Of_several_the_first_known_one_is_selected()
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.msgpack.2", "lc.json.3", "lc.json.1"));
        Assert.Equal("lc.json.3", client.Socket.SubProtocol);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/?subprotocol=lc.json.3")]
    public async Task None_is_selected_when_the_header_offers_none(string path)
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(new Uri(server.WebSocketUrl, path), Patience));
        Assert.Null(client.Socket.SubProtocol);
        Assert.Equal(WebSocketState.Open, client.Socket.State);
    }

    [Fact]
    public async Task Unknown_dialects_alone_are_refused_by_naming_the_known_ones()
    {
        var server = await StartAsync();
        using var request = new HttpRequestMessage(HttpMethod.Get, server.Url);
        request.Headers.Connection.Add("Upgrade");
        request.Headers.Upgrade.ParseAdd("websocket");
        request.Headers.Add("Sec-WebSocket-Version", "13");
        request.Headers.Add("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ==");
        request.Headers.Add("Sec-WebSocket-Protocol", "lc.msgpack.1, lc.protobuf3.2, lc.protobuf.4, LC.json.1");
        using var answer = await Http.SendAsync(request, Patience);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var body = await answer.Content.ReadAsStringAsync(Patience);
        Assert.All(Subprotocols, known => Assert.Contains(known.Data, body));
    }

    [Fact]
    public async Task An_unknown_dialect_in_the_query_is_refused()
    {
        var server = await StartAsync();
        var failure = await Assert.ThrowsAsync<WebSocketException>(() =>
            RawClient.ConnectAsync(new Uri(server.WebSocketUrl, "/?subprotocol=lc.json.9"), Patience));
        Assert.Contains("400", failure.Message);
    }

    [Fact]
    public async Task A_heartbeat_is_answered_by_the_two_characters_alone()
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        await client.SendAsync("{}");
        Assert.Equal("{}", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_frame_in_fragments_is_one_frame()
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        await client.Socket.SendAsync("{"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: false, Patience);
        await client.Socket.SendAsync("}"u8.ToArray(), WebSocketMessageType.Text, endOfMessage: true, Patience);
        Assert.Equal("{}", await client.ReceiveTextAsync());
    }

    [Theory]
    [InlineData(1000, "bye")]
    [InlineData(1001, "")]
    [InlineData(4001, "mine")]
    public async Task A_close_of_the_client_is_answered_with_its_code(int code, string reason)
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        await client.Socket.CloseAsync((WebSocketCloseStatus)code, reason, Patience);
        Assert.Equal(code, (int?)client.Socket.CloseStatus);
    }

    [Fact]
    public async Task A_close_without_code_is_answered_with_1000()
    {
        var server = await StartAsync();
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        await connection.SendAsync(0x88, 0x80, 0, 0, 0, 0);
        Assert.Equal((1000, ""), await connection.ReceiveCloseAsync());
        await connection.ReadToEndAsync();
    }

    [Fact]
    public async Task A_ping_of_the_client_is_answered()
    {
        var server = await StartAsync();
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        await connection.SendFrameAsync(0x89, "hi"u8.ToArray()[..0]);
        var (firstByte, _) = await connection.ReceiveFrameAsync();
        Assert.Equal(0x8A, firstByte);
    }

    [Fact]
    public async Task The_server_pings_a_silent_client()
    {
        var server = await StartAsync(new LeanServerOptions { KeepAliveInterval = TimeSpan.FromMilliseconds(20), KeepAliveTimeout = TimeSpan.FromMinutes(1) });
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        var (firstByte, _) = await connection.ReceiveFrameAsync();
        Assert.Equal(0x89, firstByte);
    }

    [Fact]
    [Trait("Speed", "slow")]
    public async Task A_client_that_leaves_pings_unanswered_is_cut()
    {
        var server = await StartAsync(new LeanServerOptions
        {
            KeepAliveInterval = TimeSpan.FromMilliseconds(20),
            KeepAliveTimeout = TimeSpan.FromMilliseconds(50)
        });
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        await connection.ReadToEndAsync();
    }
}
