using System.Buffers;
using System.Net.WebSockets;
using LeanRx.Protocol;

namespace LeanRx.Server.AspNetCore.Tests;

/// <summary>A client in a chat room, in any dialect, that reads when it is told to.</summary>
sealed class SlowReader : IAsyncDisposable
{
    readonly ClientWebSocket _socket = new();
    readonly byte[] _buffer = new byte[64 * 1024];
    readonly IFrameCodec _codec;
    readonly CancellationToken _patience;

    SlowReader(IFrameCodec codec, CancellationToken patience)
    {
        _codec = codec;
        _patience = patience;
    }

    public static async Task<SlowReader> ConnectAsync(Uri url, string subprotocol, string room, CancellationToken patience)
    {
        var reader = new SlowReader(subprotocol.Contains("json", StringComparison.Ordinal) ? JsonFrameCodec.Default : new ProtobufFrameCodec(), patience);
        reader._socket.Options.AddSubProtocol(subprotocol);
        await reader._socket.ConnectAsync(url, patience);
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

    public ValueTask DisposeAsync()
    {
        _socket.Dispose();
        return ValueTask.CompletedTask;
    }

    async Task AskAsync(Frame frame)
    {
        var payload = new ArrayBufferWriter<byte>();
        _codec.Encode(frame, payload);
        await _socket.SendAsync(payload.WrittenMemory, _codec.IsText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage: true, _patience);
        while ((await ReceiveAsync()).SerialId != frame.SerialId)
        {
        }
    }

    async Task<Frame> ReceiveAsync()
    {
        var length = 0;
        while (true)
        {
            var result = await _socket.ReceiveAsync(_buffer.AsMemory(length), _patience);
            length += result.Count;
            if (result.EndOfMessage)
                return _codec.Decode(_buffer.AsMemory(0, length).ToArray());
        }
    }
}
