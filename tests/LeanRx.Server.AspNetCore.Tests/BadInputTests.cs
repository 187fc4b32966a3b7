using System.Net.WebSockets;
using System.Text;

namespace LeanRx.Server.AspNetCore.Tests;

[Trait("Speed", "slow")]
public class BadInputTests : ServerTest
{
    [Theory]
    [InlineData("hello")]
    [InlineData("[]")]
    [InlineData("17")]
    [InlineData("null")]
    [InlineData("{\"cmd\":")]
    [InlineData("{} {}")]
    [InlineData("")]
    public async Task A_text_that_is_no_frame_closes_with_4114(string text)
    {
        var client = await ConnectAsync();
        await client.SendAsync(text);
        Assert.Equal((4114, "UNPARSEABLE_RAW_MESSAGE"), await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_frame_nested_too_deep_is_refused_and_the_connection_goes_on()
    {
        var client = await ConnectAsync(new ServerLimits { MaxFrameDepth = 8 });
        var refused = await client.AskAsync(7, $$"""{"i":7,"a":{{Nested(8)}}}""");
        Assert.Equal((4114, "The payload nests deeper than 8 levels."), (refused.GetProperty("code").GetInt32(), refused.GetProperty("detail").GetString()));
        await client.SendAsync("{}");
        Assert.Equal("{}", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_binary_message_closes_with_4114()
    {
        var client = await ConnectAsync();
        await client.SendAsync("{}"u8.ToArray(), WebSocketMessageType.Binary);
        Assert.Equal(4114, (await client.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task A_frame_of_exactly_the_limit_is_read()
    {
        var client = await ConnectAsync(new ServerLimits { MaxFrameBytes = 10_000 });
        await client.SendAsync("{" + new string(' ', 9_998) + "}");
        Assert.Equal("{}", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_frame_over_the_limit_is_refused_with_its_serial_id_and_the_connection_goes_on()
    {
        var client = await ConnectAsync(new ServerLimits { MaxFrameBytes = 10_000 });
        foreach (var blanks in new[] { 10_000, 19_000 })
        {
            await client.SendAsync($$"""{"cmd":"conv","op":"update","attr":"{{new string('x', blanks)}}","i":7}""");
            Assert.Equal("""{"cmd":"error","i":7,"code":4109,"reason":"FRAME_TOO_LONG","detail":"A frame is larger than 10000 bytes."}""",
                await client.ReceiveTextAsync());
        }
        await client.SendAsync("{}");
        Assert.Equal("{}", await client.ReceiveTextAsync());
    }

    [Fact]
    public async Task A_frame_over_twice_the_limit_closes_with_4109()
    {
        var client = await ConnectAsync(new ServerLimits { MaxFrameBytes = 10_000 });
        await client.SendAsync("{" + new string(' ', 19_999) + "}");
        Assert.Equal((4109, "FRAME_TOO_LONG"), await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Before_its_login_a_connection_is_read_no_large_frame()
    {
        var client = await ConnectAsync();
        await client.SendAsync("{" + new string(' ', 128 * 1024) + "}");
        Assert.Equal((4109, "FRAME_TOO_LONG"), await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task All_connections_together_keep_no_more_of_frames_that_are_not_whole_than_they_may()
    {
        var server = await StartAsync(new LeanServerOptions { MaxReceivingBytes = 1024 * 1024 });
        var part = Encoding.UTF8.GetBytes(new string(' ', 500_000));
        async Task<RawClient> SendPartAsync(string clientId)
        {
            var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
            await client.SendAsync($$"""{"cmd":"session","op":"open","appId":"demo","peerId":"{{clientId}}","i":1}""");
            Assert.Contains("opened", await client.ReceiveTextAsync(), StringComparison.Ordinal);
            await client.Socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, Patience);
            return client;
        }

        RawClient[] clients = [await SendPartAsync("tom"), await SendPartAsync("jerry"), await SendPartAsync("spike")];

        var closings = Array.ConvertAll(clients, client => client.ReceiveCloseAsync());
        var closed = await await Task.WhenAny(closings);
        Assert.Equal(4109, closed.Code);
        foreach (var client in clients)
            await client.DisposeAsync();
        await ((Task)Task.WhenAll(closings)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing | ConfigureAwaitOptions.ContinueOnCapturedContext);
    }

    [Fact]
    public async Task A_frame_that_never_ends_closes_with_4109_as_soon_as_the_limit_is_passed()
    {
        var client = await ConnectAsync();
        var part = Encoding.UTF8.GetBytes(new string(' ', 8 * 1024));
        for (var sent = 0; sent <= 128 * 1024; sent += part.Length)
            await client.Socket.SendAsync(part, WebSocketMessageType.Text, endOfMessage: false, Patience);
        Assert.Equal(4109, (await client.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task A_claimed_length_reserves_nothing()
    {
        var server = await StartAsync();
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        await connection.SendFrameAsync(0x81, new byte[140_000].Select(_ => (byte)' ').ToArray(), claimedLength: long.MaxValue);
        Assert.Equal((4109, "FRAME_TOO_LONG"), await connection.ReceiveCloseAsync());
    }

    [Fact]
    public async Task Text_that_is_not_UTF8_closes_with_1007()
    {
        var server = await StartAsync();
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        await connection.SendFrameAsync(0x81, [(byte)'{', 0xC3, 0x28, (byte)'}']);
        Assert.Equal(1007, (await connection.ReceiveCloseAsync()).Code);
        await connection.ReadToEndAsync();
    }

    [Theory]
    [InlineData(0xC1)]
    [InlineData(0x83)]
    [InlineData(0x80)]
    public async Task A_breach_of_the_WebSocket_rules_closes_with_1002(byte firstByte)
    {
        var server = await StartAsync();
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        await connection.SendFrameAsync(firstByte, "{}"u8.ToArray());
        Assert.Equal(1002, (await connection.ReceiveCloseAsync()).Code);
        await connection.ReadToEndAsync();
    }

    [Fact]
    public async Task A_frame_without_mask_closes_with_1002()
    {
        var server = await StartAsync();
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        await connection.SendAsync([0x81, 8, .. "{      }"u8]);
        Assert.Equal(1002, (await connection.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task Frames_after_a_bad_one_are_not_read()
    {
        var client = await ConnectAsync();
        await client.SendAsync("nonsense");
        await client.SendAsync("{}");
        await client.SendAsync(new string('x', 200_000));
        Assert.Equal((4114, "UNPARSEABLE_RAW_MESSAGE"), await client.ReceiveCloseAsync());
    }

    [Fact]
    public async Task A_peer_that_does_not_answer_the_close_is_cut()
    {
        var server = await StartAsync(new LeanServerOptions { CloseTimeout = TimeSpan.FromMilliseconds(50) });
        var connection = Own(await RawConnection.ConnectAsync(server.Url, Patience));
        await connection.SendTextAsync("nonsense");
        Assert.Equal(4114, (await connection.ReceiveCloseAsync()).Code);
        await connection.ReadToEndAsync();
    }

    [Fact]
    public async Task One_bad_client_does_not_disturb_another()
    {
        var server = await StartAsync();
        var good = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        var bad = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        await bad.SendAsync("nonsense");
        await bad.ReceiveCloseAsync();
        await good.SendAsync("{}");
        Assert.Equal("{}", await good.ReceiveTextAsync());
    }

    async Task<RawClient> ConnectAsync(ServerLimits? limits = null)
    {
        var server = await StartAsync(new LeanServerOptions { Engine = new ServerOptions { Limits = limits ?? ServerLimits.Default } });
        return Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
    }

    static string Nested(int depth) => string.Concat(Enumerable.Repeat("{\"a\":", depth - 1)) + "{}" + new string('}', depth - 1);
}
