using System.Buffers;
using System.Globalization;
using System.Net.WebSockets;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

public class DeliveryTests : ServerTest
{
    [Theory]
    [InlineData("", null, "direct")]
    [InlineData("", "lc.json.1", "direct")]
    [InlineData("?subprotocol=lc.json.1", null, "direct")]
    [InlineData("", "lc.json.3", "unread")]
    [InlineData("?subprotocol=lc.json.3", null, "unread")]
    [InlineData("?subprotocol=lc.json.1", "lc.json.3", "unread")]
    public async Task The_dialect_decides_how_missed_messages_are_told(string query, string? subprotocol, string told)
    {
        var server = await StartAsync();
        var tom = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await tom.LoginAsync("tom");
        var conversation = await tom.StartConversationAsync("tom", 2, "tom", "jerry");
        await tom.AskAsync(3, $$"""{"cmd":"direct","cid":"{{conversation}}","msg":"hi","i":3,"peerId":"tom"}""");

        var jerry = Own(await RawClient.ConnectAsync(new Uri(server.WebSocketUrl, query), Patience, subprotocol is null ? [] : [subprotocol]));
        await jerry.SendAsync("""{"cmd":"session","op":"open","appId":"demo","peerId":"jerry","i":1}""");
        var missed = await jerry.ReceiveAsync(frame => frame.GetProperty("cmd").GetString() is "direct" or "unread");
        Assert.Equal(told, missed.GetProperty("cmd").GetString());
    }

    public static TheoryData<string, bool, int> ProtobufDialects => new(
        from family in new[] { ("protobuf", false), ("protobase64", true), ("protobuf2", false), ("proto2base64", true) }
        from number in new[] { 1, 2, 3 }
        select (family.Item1, family.Item2, number));

    [Theory]
    [MemberData(nameof(ProtobufDialects))]
    public async Task The_number_decides_in_the_protobuf_dialects_too(string family, bool isText, int number)
    {
        var server = await StartAsync();
        var tom = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await tom.LoginAsync("tom");
        var conversation = await tom.StartConversationAsync("tom", 2, "tom", "jerry");
        await tom.AskAsync(3, $$"""{"cmd":"direct","cid":"{{conversation}}","msg":"hi","i":3,"peerId":"tom"}""");
        var codec = isText ? ProtobufFrameCodec.Base64 : ProtobufFrameCodec.Binary;
        var type = isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;
        var login = new ArrayBufferWriter<byte>();
        codec.Encode(new SessionFrame { Operation = SessionOperations.Open, ApplicationId = "demo", PeerId = "jerry", SerialId = 1 }, login);

        var jerry = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, $"lc.{family}.{number}"));
        await jerry.SendAsync(login.WrittenSpan.ToArray(), type);

        Assert.IsType<SessionFrame>(codec.Decode(await jerry.ReceiveBytesAsync(type)));
        Assert.Equal(number == 1 ? "direct" : "unread", codec.Decode(await jerry.ReceiveBytesAsync(type)).Command);
    }

    [Fact]
    public async Task A_message_to_many_reaches_each_under_its_own_name()
    {
        string[] names = ["tom", "jerry", "a \"quoted\" name", "猫", "back\\slash"];
        var server = await StartAsync();
        var clients = new List<RawClient>();
        foreach (var name in names)
        {
            var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
            await client.LoginAsync(Escape(name));
            clients.Add(client);
        }

        var conversation = await clients[0].StartConversationAsync("tom", 2, [.. names.Select(Escape)]);
        await clients[0].AskAsync(3, $$"""{"cmd":"direct","cid":"{{conversation}}","msg":"老鼠 \"hi\"","i":3,"peerId":"tom"}""");

        foreach (var (name, client) in names.Zip(clients).Skip(1))
        {
            var message = await client.ReceiveAsync(frame => frame.GetProperty("cmd").GetString() == "direct");
            Assert.Equal(name, message.GetProperty("peerId").GetString());
            Assert.Equal("老鼠 \"hi\"", message.GetProperty("msg").GetString());
            Assert.Equal("tom", message.GetProperty("fromPeerId").GetString());
            Assert.Single(message.EnumerateObject(), member => member.Name == "peerId");
        }

        static string Escape(string name) => System.Text.Json.JsonEncodedText.Encode(name).ToString();
    }

    [Fact]
    public async Task Frames_leave_in_the_order_in_which_they_were_queued()
    {
        var server = await StartAsync();
        var tom = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        var jerry = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, "lc.json.3"));
        await tom.LoginAsync("tom");
        await jerry.LoginAsync("jerry");
        var conversation = await tom.StartConversationAsync("tom", 2, "tom", "jerry");

        for (var i = 0; i < 1_000; i++)
            await tom.SendAsync($$"""{"cmd":"direct","cid":"{{conversation}}","msg":"{{i}}","i":{{100 + i}},"peerId":"tom"}""");
        for (var i = 0; i < 1_000; i++)
        {
            var message = await jerry.ReceiveAsync(frame => frame.GetProperty("cmd").GetString() == "direct");
            Assert.Equal(i.ToString(CultureInfo.InvariantCulture), message.GetProperty("msg").GetString());
        }
    }

    [Fact]
    public async Task The_origin_of_the_page_reaches_the_engine()
    {
        var app = AppOptions.Demo with { AllowedOrigins = ["https://chat.example.com"] };
        var server = await StartAsync(new LeanServerOptions { Engine = new ServerOptions { Apps = [app] } });

        var stranger = Own(await RawClient.ConnectAsync(server.WebSocketUrl, "https://evil.example.com", Patience, "lc.json.3"));
        await stranger.SendAsync("""{"cmd":"session","op":"open","appId":"demo","peerId":"tom","i":1}""");
        Assert.Equal(4110, (await stranger.ReceiveCloseAsync()).Code);

        var friend = Own(await RawClient.ConnectAsync(server.WebSocketUrl, "https://chat.example.com", Patience, "lc.json.3"));
        await friend.LoginAsync("tom");
    }
}
