using System.Buffers;
using System.Net.WebSockets;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>What a peer of the protobuf dialects may send that no client should, over a real socket.</summary>
[Trait("Speed", "slow")]
public class ProtobufBadInputTests : ServerTest
{
    static readonly SessionFrame Login = new() { Operation = SessionOperations.Open, ApplicationId = "demo", PeerId = "tom", SerialId = 1, UserAgent = "test" };

    static byte[] Encode(Frame frame, ProtobufFrameCodec? codec = null)
    {
        var output = new ArrayBufferWriter<byte>();
        (codec ?? ProtobufFrameCodec.Binary).Encode(frame, output);
        return output.WrittenSpan.ToArray();
    }

    async Task<RawClient> LoginAsync(LeanServer server, string clientId = "tom")
    {
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, Subprotocols.Protobuf3));
        Assert.Equal("opened", ((SessionFrame)await AskAsync(client, Login with { PeerId = clientId })).Operation);
        return client;
    }

    static Task<Frame> AskAsync(RawClient client, Frame frame) => AskAsync(client, Encode(frame), frame.SerialId!.Value);

    static async Task<Frame> AskAsync(RawClient client, byte[] payload, int serialId)
    {
        await client.SendAsync(payload, WebSocketMessageType.Binary);
        while (true)
        {
            var reply = ProtobufFrameCodec.Binary.Decode(await client.ReceiveBytesAsync(WebSocketMessageType.Binary));
            if (reply.SerialId == serialId)
                return reply;
        }
    }

    [Fact]
    public async Task A_frame_that_ends_early_closes_with_4114()
    {
        var server = await StartAsync();
        var whole = Encode(Login);
        foreach (var length in new[] { 1, whole.Length / 2, whole.Length - 1 })
        {
            var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, Subprotocols.Protobuf3));
            await client.SendAsync(whole[..length], WebSocketMessageType.Binary);
            Assert.Equal((4114, "UNPARSEABLE_RAW_MESSAGE"), await client.ReceiveCloseAsync());
        }
    }

    [Theory]
    [InlineData("08FFFFFFFFFFFFFFFFFFFFFFFF")]
    [InlineData("0800B206FFFFFFFF07")]
    [InlineData("22FFFFFFFFFFFFFFFFFF01")]
    [InlineData("0B0B0B0B")]
    [InlineData("0C")]
    [InlineData("00")]
    public async Task What_is_no_message_closes_with_4114_and_disturbs_nobody(string hex)
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server);
        var stranger = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, Subprotocols.Protobuf3));
        await stranger.SendAsync(Convert.FromHexString(hex), WebSocketMessageType.Binary);
        Assert.Equal(4114, (await stranger.ReceiveCloseAsync()).Code);
        Assert.IsType<EchoFrame>(await AskAsync(tom, new EchoFrame { SerialId = 2 }));
    }

    [Fact]
    public async Task Every_flip_of_a_bit_is_answered_or_refused_and_the_server_goes_on()
    {
        var server = await StartAsync();
        var whole = Encode(Login);
        for (var bit = 0; bit < whole.Length * 8; bit += 5)
        {
            var flipped = (byte[])whole.Clone();
            flipped[bit / 8] ^= (byte)(1 << (bit % 8));
            var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, Subprotocols.Protobuf3));
            await client.SendAsync(flipped, WebSocketMessageType.Binary);
            await client.Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Patience);
            Assert.Contains((await client.ReceiveCloseAsync()).Code, new[] { 1000, 4100, 4103, 4114 });
        }

        await LoginAsync(server);
    }

    [Fact]
    public async Task An_unknown_command_is_refused_by_its_number()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server);
        var refusal = Assert.IsType<ErrorFrame>(await AskAsync(tom, [0x08, 99, 0x22, 3, (byte)'t', (byte)'o', (byte)'m', 0x28, 7], 7));
        Assert.Equal(ErrorCodes.UnparseableRawMessage, refusal.Code);
        Assert.Contains("'99'", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_unknown_operation_is_refused_by_its_number()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server);
        var refusal = Assert.IsType<ErrorFrame>(await AskAsync(tom, [0x08, 1, 0x10, 0xFA, 0x01, 0x22, 3, (byte)'t', (byte)'o', (byte)'m', 0x28, 7], 7));
        Assert.Contains("'conv/250'", refusal.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_speaks_in_the_name_of_another()
    {
        var server = await StartAsync();
        var (tom, jerry) = (await LoginAsync(server), await LoginAsync(server, "jerry"));
        var started = (ConversationFrame)await AskAsync(jerry,
            new ConversationFrame { Operation = ConversationOperations.Start, SerialId = 2, PeerId = "jerry", Members = ["jerry"] });
        foreach (var frame in new Frame[]
        {
            new DirectFrame { SerialId = 3, PeerId = "jerry", ConversationId = started.ConversationId, Body = "I am Jerry" },
            new ConversationFrame { SerialId = 4, PeerId = "jerry", Operation = ConversationOperations.Remove, ConversationId = started.ConversationId,
                Members = ["jerry"] },
            new LogsFrame { SerialId = 5, PeerId = "jerry", ConversationId = started.ConversationId },
            new SessionFrame { SerialId = 6, PeerId = "jerry", Operation = SessionOperations.Close },
        })
        {
            var refused = await AskAsync(tom, frame);
            Assert.Equal(ErrorCodes.SessionRequired,
                refused switch { ErrorFrame error => error.Code, AckFrame ack => ack.Code, SessionFrame session => session.Code, _ => null });
        }

        var asked = (SessionFrame)await AskAsync(jerry,
            new SessionFrame { SerialId = 7, PeerId = "jerry", Operation = SessionOperations.Query, ClientIds = ["jerry"] });
        Assert.Equal(["jerry"], asked.OnlineClientIds);
        Assert.Empty(((LogsFrame)await AskAsync(jerry, new LogsFrame { SerialId = 8, PeerId = "jerry", ConversationId = started.ConversationId })).Items ?? []);
    }

    [Fact]
    public async Task The_sender_in_a_message_is_the_session_whatever_it_claims()
    {
        var server = await StartAsync();
        var tom = await LoginAsync(server);
        var started = (ConversationFrame)await AskAsync(tom,
            new ConversationFrame { Operation = ConversationOperations.Start, SerialId = 2, PeerId = "tom", Members = ["tom"] });
        await AskAsync(tom, new DirectFrame { SerialId = 3, PeerId = "tom", FromPeerId = "jerry", ConversationId = started.ConversationId, Body = "hi" });
        var history = (LogsFrame)await AskAsync(tom, new LogsFrame { SerialId = 4, PeerId = "tom", ConversationId = started.ConversationId });
        Assert.Equal("tom", Assert.Single(history.Items!).From);
    }

    [Theory]
    [InlineData("not base64!")]
    [InlineData("====")]
    [InlineData("CA")]
    [InlineData("{\"cmd\":\"echo\"}")]
    [InlineData("//////////////8=")]
    public async Task Text_that_holds_no_message_closes_with_4114(string text)
    {
        var server = await StartAsync();
        var client = Own(await RawClient.ConnectAsync(server.WebSocketUrl, Patience, Subprotocols.ProtobufBase643));
        await client.SendAsync(text);
        Assert.Equal(4114, (await client.ReceiveCloseAsync()).Code);
    }

    [Fact]
    public async Task A_frame_over_twice_the_limit_closes_with_4109()
    {
        var server = await StartAsync();
        var client = await LoginAsync(server);
        await client.SendAsync(new byte[(2 * 1024 * 1024) + 1], WebSocketMessageType.Binary);
        Assert.Equal((4109, "FRAME_TOO_LONG"), await client.ReceiveCloseAsync());
    }
}
