using System.Net.WebSockets;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A field that cannot be costs one answer, and never the connection.</summary>
[Trait("Speed", "slow")]
public class WrongFieldTests : ServerTest
{
    [Theory]
    [InlineData("""{"cmd":"conv","op":"query","where":{},"limit":"10"}""", "Field 'limit' must be an integer, but was a string.")]
    [InlineData("""{"cmd":"conv","op":"start","m":"a"}""", "Field 'm' must be an array, but was a string.")]
    [InlineData("""{"cmd":"direct","cid":"c","msg":{}}""", "Field 'msg' must be a string, but was an object.")]
    [InlineData("""{"cmd":"conv","op":"start","m":["tom"],"attr":{"name":"\ud83d"}}""", "Field 'attr' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"conv","op":"update","cid":"c","attr":{"attr.nick":"x\ude00"}}""", "Field 'attr' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"conv","op":"query","where":{"name":"\ud83d"}}""", "Field 'where' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"conv","op":"start","m":["\ud83d"]}""", "An item of field 'm' holds half a surrogate pair.")]
    [InlineData("""{"cmd":"session"}""", "Field 'op' of command 'session' is missing.")]
    [InlineData("""{"cmd":"ack","cid":5}""", "Field 'cid' must be a string, but was a number.")]
    [InlineData("""{"cmd":"read","convs":{}}""", "Field 'convs' must be an array, but was an object.")]
    [InlineData("""{"cmd":7}""", "Field 'cmd' must be a string, but was a number.")]
    public async Task It_is_named_in_an_error_with_the_serial_id_of_its_frame(string frame, string detail)
    {
        var server = await StartAsync();
        var client = await LoginAsync(server);
        var refused = await client.AskAsync(7, frame.Insert(1, "\"i\":7,\"peerId\":\"tom\","));
        Assert.Equal(("error", "tom", 4114, detail),
            (refused.GetProperty("cmd").GetString(), refused.GetProperty("peerId").GetString(), refused.GetProperty("code").GetInt32(),
            refused.GetProperty("detail").GetString()));
        await AssertGoesOnAsync(client);
    }

    [Fact]
    public async Task It_is_answered_before_the_login_too()
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        var refused = await client.AskAsync(7, """{"cmd":"session","op":"open","appId":"demo","peerId":"tom","ua":5,"i":7}""");
        Assert.Equal("Field 'ua' must be a string, but was a number.", refused.GetProperty("detail").GetString());
        await client.LoginAsync("tom");
    }

    [Theory]
    [InlineData("""{"cmd":"login","appId":"demo","installationId":"x","service":1,"i":7}""")]
    [InlineData("""{"cmd":"login","appId":"demo","installationId":"x","service":0,"i":7}""")]
    [InlineData("""{"cmd":"login","appId":"demo","service":"1","i":7}""")]
    [InlineData("""{"cmd":"logout","appId":"demo","i":7}""")]
    public async Task A_login_to_services_that_there_are_not_is_refused_and_the_connection_goes_on(string frame)
    {
        var server = await StartAsync();
        foreach (var client in new[] { Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience)), await LoginAsync(server) })
        {
            var refused = await client.AskAsync(7, frame);
            Assert.Equal("error", refused.GetProperty("cmd").GetString());
            await AssertGoesOnAsync(client);
        }
    }

    [Theory]
    [InlineData("0808280722046465_6D6F4001")]
    [InlineData("080828071A0464656D6F320178A20600")]
    public async Task The_same_in_protobuf(string hex)
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, Subprotocols.Protobuf3));
        await client.SendAsync(Convert.FromHexString(hex.Replace("_", "", StringComparison.Ordinal)), WebSocketMessageType.Binary);
        var refused = Assert.IsType<ErrorFrame>(ProtobufFrameCodec.Binary.Decode(await client.ReceiveBytesAsync(WebSocketMessageType.Binary)));
        Assert.Equal(7, refused.SerialId);
        await client.SendAsync([0x08, 14, 0x28, 8], WebSocketMessageType.Binary);
        Assert.IsType<EchoFrame>(ProtobufFrameCodec.Binary.Decode(await client.ReceiveBytesAsync(WebSocketMessageType.Binary)));
    }

    /// <summary>What JavaScript's protobuf makes of half a pair in a name (JSON inside), and in a member and in an id (no UTF-8).</summary>
    [Theory]
    [InlineData("{\"name\":\"\\ud83d\"}", null)]
    [InlineData(null, 4)]
    [InlineData(null, 1)]
    public async Task Half_an_emoji_in_protobuf_costs_one_answer(string? attributes, int? textField)
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, Subprotocols.Protobuf3));
        byte[] half = [0xED, 0xA0, 0xBD];
        byte[] body = attributes is null
            ? [(byte)((textField!.Value << 3) | 2), (byte)half.Length, .. half]
            : [0xBA, 0x06, (byte)(attributes.Length + 2), 0x0A, (byte)attributes.Length, .. System.Text.Encoding.ASCII.GetBytes(attributes)];
        await client.SendAsync([0x08, 1, 0x10, 30, 0x28, 7, 0xF2, 0x06, (byte)body.Length, .. body], WebSocketMessageType.Binary);
        var refused = Assert.IsType<ErrorFrame>(ProtobufFrameCodec.Binary.Decode(await client.ReceiveBytesAsync(WebSocketMessageType.Binary)));
        Assert.Equal((7, ErrorCodes.UnparseableRawMessage), (refused.SerialId, refused.Code));
        await client.SendAsync([0x08, 14, 0x28, 8], WebSocketMessageType.Binary);
        Assert.IsType<EchoFrame>(ProtobufFrameCodec.Binary.Decode(await client.ReceiveBytesAsync(WebSocketMessageType.Binary)));
    }

    async Task<RawClient> LoginAsync(LeanServer server)
    {
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience));
        await client.LoginAsync("tom");
        return client;
    }

    static async Task AssertGoesOnAsync(RawClient client)
    {
        var echo = await client.AskAsync(8, """{"cmd":"echo","i":8}""");
        Assert.Equal("echo", echo.GetProperty("cmd").GetString());
    }
}
