using System.Net.WebSockets;
using System.Text;
using System.Text.Json;

namespace LeanRx;

/// <summary>A WebSocket that sends and receives texts, for tests of what stands on the wire.</summary>
public sealed class RawClient : IAsyncDisposable
{
    readonly CancellationToken _patience;
    readonly byte[] _buffer = new byte[256 * 1024];

    RawClient(CancellationToken patience) => _patience = patience;

    public ClientWebSocket Socket { get; } = new();

    public static Task<RawClient> ConnectAsync(Uri url, CancellationToken patience, params string[] subprotocols) =>
        ConnectAsync(url, origin: null, patience, subprotocols);

    public static async Task<RawClient> ConnectAsync(Uri url, string? origin, CancellationToken patience, params string[] subprotocols)
    {
        var client = new RawClient(patience);
        if (origin is not null)
            client.Socket.Options.SetRequestHeader("Origin", origin);
        foreach (var subprotocol in subprotocols)
            client.Socket.Options.AddSubProtocol(subprotocol);
        await client.Socket.ConnectAsync(url, patience);
        return client;
    }

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text);

    public Task SendAsync(byte[] payload, WebSocketMessageType type) => Socket.SendAsync(payload, type, endOfMessage: true, _patience);

    public async Task<string> ReceiveTextAsync()
    {
        var result = await ReceiveMessageAsync();
        Assert.Equal(WebSocketMessageType.Text, result.MessageType);
        return Encoding.UTF8.GetString(_buffer, 0, result.Count);
    }

    public async Task<byte[]> ReceiveBytesAsync(WebSocketMessageType type)
    {
        var result = await ReceiveMessageAsync();
        Assert.Equal(type, result.MessageType);
        return _buffer.AsSpan(0, result.Count).ToArray();
    }

    public async Task<JsonElement> ReceiveAsync()
    {
        using var frame = JsonDocument.Parse(await ReceiveTextAsync());
        return frame.RootElement.Clone();
    }

    /// <summary>The next frame; null after the server's close, which it answers.</summary>
    public async Task<JsonElement?> TryReceiveAsync()
    {
        var result = await ReceiveMessageAsync();
        if (result.MessageType == WebSocketMessageType.Close)
        {
            await Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _patience);
            return null;
        }

        using var frame = JsonDocument.Parse(_buffer.AsMemory(0, result.Count));
        return frame.RootElement.Clone();
    }

    /// <summary>Receives until the frame comes that the caller waits for.</summary>
    public async Task<JsonElement> ReceiveAsync(Func<JsonElement, bool> isAwaited)
    {
        while (true)
        {
            var frame = await ReceiveAsync();
            if (isAwaited(frame))
                return frame;
        }
    }

    /// <summary>Sends a request and receives until its reply.</summary>
    public async Task<JsonElement> AskAsync(int serialId, string text)
    {
        await SendAsync(text);
        return await ReceiveAsync(frame => frame.TryGetProperty("i", out var i) && i.GetInt32() == serialId);
    }

    public async Task<JsonElement> LoginAsync(string clientId, int serialId = 1)
    {
        var opened = await AskAsync(serialId, $$"""{"cmd":"session","op":"open","appId":"demo","peerId":"{{clientId}}","i":{{serialId}},"ua":"test"}""");
        Assert.Equal("opened", opened.GetProperty("op").GetString());
        return opened;
    }

    /// <summary>Creates a conversation and answers its id.</summary>
    public async Task<string> StartConversationAsync(string creator, int serialId, params string[] members)
    {
        var list = string.Join(',', members.Select(member => $"\"{member}\""));
        var started = await AskAsync(serialId, $$"""{"cmd":"conv","op":"start","peerId":"{{creator}}","m":[{{list}}],"i":{{serialId}},"unique":false}""");
        return started.GetProperty("cid").GetString()!;
    }

    /// <summary>Receives what is left until the server closes, and answers the close.</summary>
    public async Task<(int Code, string? Reason)> ReceiveCloseAsync()
    {
        while ((await ReceiveMessageAsync()).MessageType != WebSocketMessageType.Close)
        {
        }

        if (Socket.State == WebSocketState.CloseReceived)
            await Socket.CloseOutputAsync(WebSocketCloseStatus.NormalClosure, null, _patience);
        return ((int)Socket.CloseStatus!.Value, Socket.CloseStatusDescription);
    }

    public ValueTask DisposeAsync()
    {
        Socket.Dispose();
        return default;
    }

    async Task<(WebSocketMessageType MessageType, int Count)> ReceiveMessageAsync()
    {
        var count = 0;
        while (true)
        {
            var result = await Socket.ReceiveAsync(_buffer.AsMemory(count), _patience);
            count += result.Count;
            if (result.EndOfMessage || result.MessageType == WebSocketMessageType.Close)
                return (result.MessageType, count);
        }
    }
}
