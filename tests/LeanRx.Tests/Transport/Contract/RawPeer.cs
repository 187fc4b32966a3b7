using System.Net.Sockets;
using System.Net.WebSockets;

namespace LeanRx.Tests.Transport;

/// <summary>One accepted WebSocket, seen from the server.</summary>
sealed record RawPeer(WebSocket Socket, NetworkStream Stream, string? Subprotocol, CancellationToken Token)
{
    public Task SendAsync(ReadOnlyMemory<byte> payload, bool isText = true, bool endOfMessage = true) =>
        Socket.SendAsync(payload, isText ? WebSocketMessageType.Text : WebSocketMessageType.Binary, endOfMessage, Token).AsTask();

    /// <summary>Reads one message that fits the buffer.</summary>
    public async Task<(WebSocketMessageType Type, int Count)> ReadAsync(Memory<byte> buffer)
    {
        var count = 0;
        while (true)
        {
            var piece = await Socket.ReceiveAsync(buffer[count..], Token);
            count += piece.Count;
            if (piece.EndOfMessage)
                return (piece.MessageType, count);
        }
    }

    /// <summary>Sends back whatever comes, until the client closes; then closes too.</summary>
    public async Task EchoAsync()
    {
        var buffer = new byte[256 * 1024];
        while (await ReadAsync(buffer) is var (type, count) && type != WebSocketMessageType.Close)
            await SendAsync(buffer.AsMemory(0, count), type == WebSocketMessageType.Text);
        await Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, Token);
    }
}
