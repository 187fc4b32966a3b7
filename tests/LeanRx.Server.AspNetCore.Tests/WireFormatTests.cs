using System.Net.WebSockets;
using System.Reactive.Linq;
using System.Reactive.Threading.Tasks;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

[Trait("Speed", "slow")]
public class WireFormatTests : ServerTest
{
    public static TheoryData<WireFormat, WireFormat> Pairs => new(
        from sender in new[] { WireFormat.Json, WireFormat.Protobuf, WireFormat.ProtobufBase64 }
        from receiver in new[] { WireFormat.Json, WireFormat.Protobuf, WireFormat.ProtobufBase64 }
        select (sender, receiver));

    LeanClient Client(LeanServer server, string clientId, WireFormat format) =>
        Own(new LeanClient(new LeanClientOptions { Server = server.Url, ClientId = clientId, WireFormat = format }));

    [Theory]
    [MemberData(nameof(Pairs), DisableDiscoveryEnumeration = true)]
    public async Task Clients_of_any_two_wire_formats_chat(WireFormat sender, WireFormat receiver)
    {
        var server = await StartAsync();
        var (tom, jerry) = (Client(server, "Tom", sender), Client(server, "Jerry", receiver));
        await Task.WhenAll(tom.OpenAsync(Patience), jerry.OpenAsync(Patience));
        var chat = await tom.CreateConversationAsync(["Jerry"], new() { Name = "猫和老鼠" }, Patience);
        var heard = jerry.Messages.Take(3).ToArray().ToTask(Patience);
        var receipt = tom.Receipts.FirstAsync().ToTask(Patience);

        var ack = await chat.SendAsync(new TextMessage("耗子，起床！"), new SendOptions { RequestReceipt = true }, Patience);
        await chat.SendAsync(new BinaryMessage(new byte[] { 0, 255, 1 }), cancellationToken: Patience);
        await chat.SendAsync(new LocationMessage(31.2, 121.4), cancellationToken: Patience);

        var messages = await heard;
        Assert.Equal("耗子，起床！", Assert.IsType<TextMessage>(messages[0]).Text);
        Assert.Equal(ack.MessageId, messages[0].Id);
        Assert.Equal([0, 255, 1], Assert.IsType<BinaryMessage>(messages[1]).Content.ToArray());
        Assert.Equal(121.4, Assert.IsType<LocationMessage>(messages[2]).Longitude);
        Assert.Equal(ack.MessageId, (await receipt).MessageId);
        var seen = await jerry.GetConversationAsync(chat.Id, Patience);
        Assert.Equal("猫和老鼠", seen!.Name);
        Assert.Equal(3, await seen.GetHistoryAsync(cancellationToken: Patience).CountAsync(Patience));
    }

    public static TheoryData<WireFormat> Formats => [WireFormat.Json, WireFormat.Protobuf, WireFormat.ProtobufBase64];

    [Theory]
    [MemberData(nameof(Formats), DisableDiscoveryEnumeration = true)]
    public async Task What_is_empty_is_empty_in_every_wire_format(WireFormat format)
    {
        var tom = Client(await StartAsync(), "Tom", format);
        await tom.OpenAsync(Patience);
        var chat = await tom.CreateConversationAsync(["Jerry"], cancellationToken: Patience);
        Assert.Equal(0, await chat.GetHistoryAsync(cancellationToken: Patience).CountAsync(Patience));
        Assert.Empty(await tom.GetOnlineAsync(["Jerry"], Patience));
    }

    [Theory]
    [InlineData(Subprotocols.Protobuf3, WebSocketMessageType.Text)]
    [InlineData(Subprotocols.ProtobufBase643, WebSocketMessageType.Binary)]
    [InlineData(Subprotocols.Json3, WebSocketMessageType.Binary)]
    public async Task A_message_of_the_other_kind_is_refused_and_costs_that_connection_alone(string subprotocol, WebSocketMessageType type)
    {
        var server = await StartAsync();
        var stranger = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, subprotocol));
        var tom = Client(server, "Tom", WireFormat.Protobuf);
        await tom.OpenAsync(Patience);

        await stranger.SendAsync([0x7B, 0x7D], type);
        Assert.Equal(ErrorCodes.UnparseableRawMessage, (await stranger.ReceiveCloseAsync()).Code);
        Assert.Equal(["Tom"], await tom.GetOnlineAsync(["Tom"], Patience));
    }

    [Fact]
    public async Task Garbage_on_a_protobuf_connection_is_refused()
    {
        var server = await StartAsync();
        var stranger = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, Subprotocols.Protobuf3));
        await stranger.SendAsync([0x22, 0xFF, 0xFF, 0xFF, 0xFF, 0x07], WebSocketMessageType.Binary);
        Assert.Equal(ErrorCodes.UnparseableRawMessage, (await stranger.ReceiveCloseAsync()).Code);
    }
}
