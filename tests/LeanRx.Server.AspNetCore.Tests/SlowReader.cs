using System.Buffers;
using System.Net.WebSockets;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A client in a chat room, in any dialect, that reads when it is told to.</summary>
sealed class SlowReader : IAsyncDisposable
{
    readonly RawClient _client;
    readonly IFrameCodec _codec;

    SlowReader(RawClient client, IFrameCodec codec)
    {
        _client = client;
        _codec = codec;
    }

    WebSocketMessageType MessageType => _codec.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary;

    public static async Task<SlowReader> ConnectAsync(Uri url, string subprotocol, string room, CancellationToken patience)
    {
        var reader = new SlowReader(await RawClient.ConnectAsync(url, patience, subprotocol),
            subprotocol.Contains("json", StringComparison.Ordinal) ? JsonFrameCodec.Default : new ProtobufFrameCodec());
        await reader.AskAsync(new SessionFrame { Operation = SessionOperations.Open, ApplicationId = "demo", PeerId = "slow", SerialId = 1 });
        await reader.AskAsync(new ConversationFrame
        {
            Operation = ConversationOperations.Add,
            ConversationId = room,
            Members = ["slow"],
            PeerId = "slow",
            SerialId = 2
        });
        return reader;
    }

    /// <summary>The beginnings of all messages up to the one that begins so.</summary>
    public async Task<List<string>> ReadUntilAsync(string beginning)
    {
        List<string> heard = [];
        while (heard.Count == 0 || heard[^1] != beginning)
            if (await ReceiveAsync() is DirectFrame { Body: { } body })
                heard.Add(string.Join(' ', body.Split(' ')[..2]));
        return heard;
    }

    public ValueTask DisposeAsync() => _client.DisposeAsync();

    async Task AskAsync(Frame frame)
    {
        var payload = new ArrayBufferWriter<byte>();
        _codec.Encode(frame, payload);
        await _client.SendAsync(payload.WrittenSpan.ToArray(), MessageType);
        while ((await ReceiveAsync()).SerialId != frame.SerialId)
        {
        }
    }

    async Task<Frame> ReceiveAsync() => _codec.Decode(await _client.ReceiveBytesAsync(MessageType));
}
